import type { Risk } from '../model/report';
import { changeAddress } from '../plan/addresses';
import { kindOf } from '../plan/change-action';
import type { Plan } from '../plan/plan';
import { Sources } from '../plan/sources';
import { redactPlan } from '../redaction/redact-plan';
import { findingsRedactor } from './redact-risks';
import { evaluator } from './rules';

/** What users feel at once before what somebody may use later. */
const areas: readonly Risk['area'][] = [
  'state',
  'traffic',
  'capacity',
  'ports',
  'permissions',
  'protection',
];

/**
 * What a reviewer has to think of first: what stops a plan before what is only told, by area and address. A plan is judged
 * with its sensitive values; its risks are told without them.
 *
 * @param redacted the plan without what is sensitive.
 */
export function risksOf(
  plan: Plan,
  sources = Sources.none,
  redacted: Plan = redactPlan(plan),
): Risk[] {
  const evaluate = evaluator(plan, sources);
  const redactFindings = findingsRedactor(plan, redacted, sources);
  const removed = removedServices(plan, sources);
  const all = plan.resource_changes
    .flatMap((one, index): Risk[] => {
      const kind = kindOf(one);
      if (!kind || one.mode === 'data') return [];
      const { service } = sources.of(one.address);
      const isPart =
        kind === 'destroy' &&
        service !== undefined &&
        removed.has(service) &&
        !ofItself.has(one.type);
      return redactFindings(evaluate(one, kind), kind, index).map((risk) => ({
        address: changeAddress(one),
        action: kind,
        ...(isPart && risk.area !== 'state' ? asPart(risk) : risk),
      }));
    })
    .sort(
      (one, other) =>
        areas.indexOf(one.area) - areas.indexOf(other.area) ||
        (one.address < other.address ? -1 : one.address > other.address ? 1 : 0),
    );
  return [
    ...all.filter(({ isBlocking: isGated }) => isGated),
    ...all.filter(({ isBlocking: isGated }) => !isGated),
  ];
}

/** Of a service that goes these stop by themselves; all else goes with them. */
const ofItself = new Set(['aws_ecs_service', 'aws_lb_target_group', 'aws_lb_listener_rule']);

function asPart<R extends Pick<Risk, 'consequence' | 'isBlocking'>>(risk: R): R {
  return {
    ...risk,
    consequence: `${risk.consequence}; it goes with its service`,
    isBlocking: false,
  };
}

function removedServices({ resource_changes: changes }: Plan, sources: Sources): Set<string> {
  return new Set(
    changes
      .filter((one) => one.type === 'aws_ecs_service' && kindOf(one) === 'destroy')
      .flatMap(({ address }) => sources.of(address).service ?? []),
  );
}

/** Whether nothing is there yet that a plan could take away. */
export function isFirst({ prior_state: prior }: Plan): boolean {
  const root = prior?.values?.root_module;
  const isEmpty = (module: typeof root): boolean =>
    (module?.resources ?? []).every(({ mode }) => mode === 'data') &&
    (module?.child_modules ?? []).every(isEmpty);
  return isEmpty(root);
}
