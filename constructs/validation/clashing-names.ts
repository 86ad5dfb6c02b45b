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

/**
 * Environments with the same hosted zone must not have the same hostnames: each would create the record, and the one that is
 * destroyed would remove it, together with the proof that renews the other's certificate.
 */
export function checkClashingHostnames(environments: readonly ResolvedEnvironment[]): string[] {
  const owners = new Map<string, string>();
  return environments.flatMap(({ name, account = '', https, hostnames }) => {
    const zone = https === false ? undefined : https.zone?.toLowerCase();
    if (zone === undefined) return [];
    return hostnames.flatMap((host) => {
      const key = `${account} ${zone} ${host}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? name);
      return owner === undefined
        ? []
        : [
            `main.ts: environments.${name}: host "${host}" in zone "${zone}" is also one of environment "${owner}"; use another domain, give the route a subdomain in place of the host, or leave the service out with services: { <name>: false }`,
          ];
    });
  });
}

/** An environment without an account can be in that of another one, or not. */
export function checkAccounts(
  environments: readonly Pick<ResolvedEnvironment, 'name' | 'account'>[],
): string[] {
  const known = environments.find(({ account }) => account !== undefined);
  return environments
    .filter(({ account }) => known !== undefined && account === undefined)
    .map(
      ({ name }) =>
        `main.ts: environments.${name}.account is missing, but environment "${known?.name}" has one; set it in all environments, or in none`,
    );
}
