import { type Kind, kindOf } from '../model/kind';
import type { Change, OutputChange, Review } from '../model/report';
import type { Plan } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';
import { attributeDifferences } from './attribute-diff';

/** More differences than this in one output are only counted. */
const mostParts = 6;

/** Longer lists of services are cut. */
const mostServices = 8;

/** What a report says about the plan as a whole: counts, notices and outputs. */
export function summaryOf(
  { plan, sources, expressions }: PlanContext,
  changes: readonly Change[],
): Pick<Review, 'counts' | 'notices' | 'outputs'> {
  const services = sources.services(expressions.keys());
  return {
    counts: countsOf(plan),
    notices: [...affectedServices(changes, services), ...planNotices(plan)],
    outputs: outputChangesOf(plan),
  };
}

/** Number of resources by kind of change. A resource that is moved or imported and also changed counts for both. */
export function countsOf(plan: Plan): Review['counts'] {
  const counts: Record<Kind, number> = {
    create: 0,
    update: 0,
    replace: 0,
    destroy: 0,
    forget: 0,
    move: 0,
    import: 0,
  };
  for (const one of plan.resource_changes) {
    const kind = one.mode === 'data' ? undefined : kindOf(one);
    if (kind === undefined) continue;
    if (kind !== 'move' && kind !== 'import') counts[kind]++;
    if (one.previous_address !== undefined && one.previous_address !== one.address) counts.move++;
    if (one.change.importing) counts.import++;
  }
  return counts;
}

/** `3 to add, 1 to change, 1 to replace, 0 to destroy`; imports, moves and removals from the state if there are any. */
export function headline({ counts, outputs }: Pick<Review, 'counts' | 'outputs'>): string {
  const { create, update, replace, destroy, forget, move, import: imported } = counts;
  const all = create + update + replace + destroy + forget + move + imported;
  if (all === 0) return outputs.length > 0 ? 'No resource changes, only outputs' : 'No changes';
  return [
    `${create} to add`,
    `${update} to change`,
    `${replace} to replace`,
    `${destroy} to destroy`,
    ...(imported > 0 ? [`${imported} to import`] : []),
    ...(move > 0 ? [`${move} to move`] : []),
    ...(forget > 0 ? [`${forget} to forget`] : []),
  ].join(', ');
}

/**
 * Counts for GitLab's merge request widget, which has exactly these three; a replacement counts as one creation and one
 * deletion. Its parser: https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/gitlab/ci/parsers/terraform/tfplan.rb
 */
export function widget({ counts }: Review): string {
  const { create, update, replace, destroy } = counts;
  return JSON.stringify({ create: create + replace, update, delete: destroy + replace });
}

/**
 * A sentence about the services that a plan affects; none if no service is known.
 *
 * @param services names of all services in the configuration
 */
export function affectedServices(
  changes: readonly Change[],
  services: readonly string[],
): string[] {
  const affected = new Map<string, Set<string>>();
  for (const { service, kind, type } of changes) {
    if (service === undefined) continue;
    const kinds = affected.get(service) ?? new Set();
    affected.set(service, kinds.add(type === 'aws_ecs_service' ? `service ${kind}` : kind));
  }
  const has = (kind: string) =>
    [...affected].flatMap(([name, kinds]) => (kinds.has(`service ${kind}`) ? [name] : []));
  const [added, removed] = [has('create'), has('destroy')];
  const changed = [...affected.keys()]
    .filter((name) => !added.includes(name) && !removed.includes(name))
    .sort();
  const unaffected = services.filter((name) => !affected.has(name));
  const parts = [
    ...clause(added, 'is new', 'are new'),
    ...clause(changed, 'changes', 'change'),
    ...clause(removed, 'is removed', 'are removed'),
    ...clause(unaffected, 'is not affected', 'are not affected'),
  ];
  // The headline already says that there are no changes.
  if (parts.length === 0 || changes.length === 0) return [];
  return [`Services: ${parts.join('; ')}.`];
}

function clause(names: readonly string[], one: string, many: string): string[] {
  if (names.length === 0) return [];
  const listed =
    names.length > mostServices
      ? [...names.slice(0, mostServices - 1), `${names.length - mostServices + 1} more`]
      : names;
  return [`${listed.join(', ')} ${names.length === 1 ? one : many}`];
}

/** Notices about an incomplete plan, and about checks that fail. */
function planNotices({ complete, checks = [] }: Plan): string[] {
  const failed = checks.filter(({ status }) => status === 'fail' || status === 'error');
  return [
    ...(complete === false
      ? [
          'The plan is incomplete: it was limited with -target, or it defers changes to a later plan.',
        ]
      : []),
    ...failed.map(({ address, instances = [] }) => {
      const messages = instances.flatMap(({ problems = [] }) =>
        problems.map(({ message }) => message ?? ''),
      );
      return `Check ${address?.to_display ?? ''} fails: ${messages.join('; ')}`;
    }),
  ];
}

/** Outputs that change, sorted by name. Each changed part of an output is listed separately. */
export function outputChangesOf({ output_changes: outputs }: Plan): OutputChange[] {
  return Object.entries(outputs)
    .filter(([, { actions }]) => !actions.includes('no-op'))
    .flatMap(([name, { before, after, after_unknown: sign }]): OutputChange[] => {
      const [was, willBe, unknowns] = [before, after, sign].map((value) => ({ [name]: value }));
      const parts = attributeDifferences('output', was, willBe, unknowns);
      // Outputs with many differences repeat a changed resource.
      if (parts.length > mostParts) return [{ name, after: `${parts.length} values differ` }];
      return parts.map((part) => ({ name: part.path, before: part.before, after: part.after }));
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
