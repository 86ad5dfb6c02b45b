import { numberOf, type PlannedResource, textOf } from '../plan/planned-resources';
import type { References } from '../plan/references';
import { balancerTypes } from './hostnames';
import { actionText, forwardedBy, listenerTypes } from './rules';
import { compared } from './targets';

/** Where requests come in. */
export interface PlannedListener {
  readonly resource: PlannedResource;
  readonly lines: readonly string[];

  /** Target groups of requests that no rule takes. */
  readonly groups: readonly PlannedResource[];
  readonly balancers: readonly PlannedResource[];
}

/** All listeners, by port. */
export function listenersOf(
  resources: ReadonlyMap<string, PlannedResource>,
  references: References,
): PlannedListener[] {
  return [...resources.values()]
    .filter(({ type }) => listenerTypes.includes(type))
    .map((resource) => {
      const { protocol, port, default_action } = resource.after ?? resource.before ?? {};
      const groups = forwardedBy(resource, 'default_action', references);
      const does = groups.length === 0 ? actionText(default_action) : undefined;
      const endpoint = [
        textOf(protocol),
        numberOf(port) === undefined ? undefined : `:${numberOf(port)}`,
      ];
      return {
        resource,
        lines: [
          endpoint.filter(Boolean).join(' ') || 'listener',
          ...(does ? [does.startsWith('answers') ? `${does} where no rule leads` : does] : []),
        ],
        groups,
        balancers: references.targets(resource, ['load_balancer_arn'], balancerTypes),
      };
    })
    .sort(
      (one, other) =>
        compared(one.lines[0] ?? '', other.lines[0] ?? '') ||
        compared(one.resource.address, other.resource.address),
    );
}

/** What stands in the diagram for a load balancer. */
export function balancerLines({ address, before, after }: PlannedResource): string[] {
  const { name, internal, load_balancer_type } = after ?? before ?? {};
  const kind = load_balancer_type === 'network' ? 'network load balancer' : 'load balancer';
  return [textOf(name) ?? address, internal === true ? `internal ${kind}` : kind];
}
