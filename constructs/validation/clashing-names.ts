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
 * Warnings about environments with the same hostnames in one hosted zone, of which only one can be applied: each creates the
 * records. The one that is destroyed would also remove the proof that renews the other's certificate.
 */
export function hostnameWarnings(environments: readonly ResolvedEnvironment[]): string[] {
  return environments.flatMap((environment, index) => {
    const { name, hostnames } = environment;
    return environments.slice(0, index).flatMap((other) => {
      const zone = zoneOf(environment);
      const isOther = zone !== zoneOf(other) || environment.account !== other.account;
      const common = hostnames.filter((one) => other.hostnames.includes(one));
      if (zone === undefined || isOther || common.length === 0) return [];
      const names = common.map((one) => `"${one}"`).join(', ');
      return [
        `main.ts: environments.${name}: environment "${other.name}" has the same hostnames in zone "${zone}": ${names}. Only one of the two can be applied; use another domain, or a subdomain in place of the host of a route`,
      ];
    });
  });
}

function zoneOf({ https }: ResolvedEnvironment): string | undefined {
  return https === false ? undefined : https.zone?.toLowerCase();
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
