import type { ResolvedEnvironment } from '../options/environment/resolved-environment';

/** Lines of the summary: the load balancer that is there already, and who pays for it; none if the environment has its own. */
export function formatLoadBalancer({
  name,
  loadBalancer,
}: Pick<ResolvedEnvironment, 'name' | 'loadBalancer'>): string[] {
  if (!loadBalancer) return [];
  const { listenerArn, priorities } = loadBalancer;
  const [, of = ''] = /listener\/app\/([^/]+)/.exec(listenerArn) ?? [];
  const [first, last] = priorities;
  return [
    `Load balancer of ${name}: ${of}, rules with priorities from ${first} to ${last}; set up and paid for by its owner.`,
  ];
}
