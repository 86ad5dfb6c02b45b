import type { ResolvedEnvironment } from '../options/environment/resolved-environment';

/** Names that each stack has besides those of its services. */
const ownNames = [
  { name: 'balancer-5xx', of: 'the alarm of its load balancer' },
  { name: 'flow-logs', of: 'the role of its flow logs' },
];

/**
 * Names of resources are made from project, environment and service, so `prod` with a service `eu-web` has names of `prod-eu`
 * with a service `web`. Two environments of one account must not have the same names.
 */
export function checkClashingNames(
  environments: readonly Pick<ResolvedEnvironment, 'project' | 'name' | 'account' | 'services'>[],
): string[] {
  return environments.flatMap(({ project, name: environment, account, services }) => {
    const all = [...services.map(({ name }) => ({ name, of: `service "${name}"` })), ...ownNames];
    return environments
      .filter((other) => other.account === account && other.name.startsWith(`${environment}-`))
      .flatMap((other) => {
        const rest = other.name.slice(environment.length + 1);
        return all
          .filter(({ name }) => name === rest || name.startsWith(`${rest}-`))
          .map(
            ({ name, of }) =>
              `main.ts: environments.${environment}: ${of} has names like "${project}-${environment}-${name}", which are those of environment "${other.name}"; rename one of them`,
          );
      });
  });
}
