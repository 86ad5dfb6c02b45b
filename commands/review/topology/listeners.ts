import { numberOf, type PlannedResource, textOf } from '../plan/planned-resources';
import type { References } from '../plan/references';
import { balancerTypes } from './hostnames';
import { actionText, forwardedBy, listenerTypes } from './rules';
import { compared } from './targets';

/** A listener of a load balancer. */
export interface PlannedListener {
  readonly resource: PlannedResource;

  /** `HTTPS :443`. */
  readonly lines: readonly string[];

  /** Target groups of its default action. */
  readonly groups: readonly PlannedResource[];
  readonly balancers: readonly PlannedResource[];
}

/** All listeners, sorted by protocol and port. */
export function listenersOf(
  resources: ReadonlyMap<string, PlannedResource>,
  references: References,
): PlannedListener[] {
  return [...resources.values()]
    .filter(({ type }) => listenerTypes.includes(type))
    .map((resource) => {
      const { protocol, port, default_action } = resource.after ?? resource.before ?? {};
      const groups = forwardedBy(resource, 'default_action', references);
      const response = groups.length === 0 ? actionText(default_action) : undefined;
      const endpoint = [
        textOf(protocol),
        numberOf(port) === undefined ? undefined : `:${numberOf(port)}`,
      ];
      return {
        resource,
        lines: [
          endpoint.filter(Boolean).join(' ') || 'listener',
          ...(response
            ? [response.startsWith('returns') ? `${response} if no rule matches` : response]
            : []),
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

/** Lines of a load balancer's node. */
export function balancerLines({ address, before, after }: PlannedResource): string[] {
  const { name, internal, load_balancer_type } = after ?? before ?? {};
  const kind = load_balancer_type === 'network' ? 'network load balancer' : 'load balancer';
  return [textOf(name) ?? address, internal === true ? `internal ${kind}` : kind];
}
