import { kindOf } from '../model/kind';
import type { Risk } from '../model/report';
import { changeAddress } from '../plan/addresses';
import type { Plan } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';
import type { PlanContexts } from '../redaction/plan-contexts';
import { findingsRedactor } from './redact-risks';
import { evaluator } from './rules';

/** Order of areas: immediate effects for users first, possible later misuse last. */
const areas: readonly Risk['area'][] = [
  'state',
  'traffic',
  'capacity',
  'ports',
  'permissions',
  'protection',
];

/**
 * Risks of a plan: those that block first, then those for information, each by area and address. Sensitive values are
 * evaluated, but do not appear in the risks.
 */
export function risksOf(contexts: PlanContexts): Risk[] {
  const { plan, sources } = contexts.raw;
  const evaluate = evaluator(contexts.raw);
  const redactFindings = findingsRedactor(contexts);
  const removed = removedServices(contexts.raw);
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
    ...all.filter(({ isBlocking }) => isBlocking),
    ...all.filter(({ isBlocking }) => !isBlocking),
  ];
}

/** Types that block even if their service is removed; all other resources are removed with it. */
const ofItself = new Set(['aws_ecs_service', 'aws_lb_target_group', 'aws_lb_listener_rule']);

function asPart<R extends Pick<Risk, 'consequence' | 'isBlocking'>>(risk: R): R {
  return {
    ...risk,
    consequence: `${risk.consequence}; it is removed with its service`,
    isBlocking: false,
  };
}

function removedServices({ plan, sources }: PlanContext): Set<string> {
  return new Set(
    plan.resource_changes
      .filter((one) => one.type === 'aws_ecs_service' && kindOf(one) === 'destroy')
      .flatMap(({ address }) => sources.of(address).service ?? []),
  );
}

/** Whether no resource exists yet that a plan could destroy. */
export function isFirst({ prior_state: prior }: Plan): boolean {
  const root = prior?.values?.root_module;
  const isEmpty = (module: typeof root): boolean =>
    (module?.resources ?? []).every(({ mode }) => mode === 'data') &&
    (module?.child_modules ?? []).every(isEmpty);
  return isEmpty(root);
}
