import {
  checkOverrides,
  hasSubdomain,
  type ServiceOverride,
  servicesOf,
} from '../options/environment/service-overrides';
import { resolveService } from '../options/service/resolve-services';
import type { ResolvedService } from '../options/service/resolved-service';
import { validateServices } from '../options/service/service-checks';
import type { ServiceOptions } from '../options/service/service-options';
import { environmentIssues, isPlainObject } from '../options/validation-issues';

/** The services as they run in an environment, with its overrides. */
export interface EnvironmentServices {
  /** Empty if there are issues. */
  readonly services: readonly ResolvedService[];

  /** Names of the services with overrides. Their issues are reported where the overrides are written. */
  readonly overridden: readonly string[];
  readonly issues: readonly string[];
}

/**
 * Merges the overrides of an environment into the services, and validates the result as if it stood in services.ts.
 *
 * @param environment its options, with any types.
 */
export function environmentServices(
  name: string,
  environment: unknown,
  services: readonly ServiceOptions[],
): EnvironmentServices {
  const options = isPlainObject(environment) ? environment : {};
  const issues = checkOverrides(name, options.services, services);
  if (issues.length > 0) return { services: [], overridden: [], issues };
  const overrides = (options.services ?? {}) as Readonly<Record<string, ServiceOverride | false>>;
  const overridden = Object.keys(overrides);
  const isShared = isPlainObject(options.loadBalancer);
  const named = isShared ? options.loadBalancer : options.https;
  const domain = isPlainObject(named) ? named.domain : undefined;
  const names = { environment: name, domain: typeof domain === 'string' ? domain : undefined };
  const written = servicesOf(services, overrides, names);
  if (written.length === 0) {
    environmentIssues(name, issues).report(
      'services leaves out all services; an environment needs at least one',
    );
  } else {
    // In services.ts itself they have no issue, so one of a service without overrides is of this environment, too.
    const place = `main.ts: environments.${name}: `;
    const found = writtenAt(name, overridden, validateServices(written));
    issues.push(...found.map((issue) => issue.replace(/^services\.ts: /, () => place)));
    if (names.domain === undefined) {
      const field = isShared ? 'loadBalancer' : 'https';
      checkSubdomains(name, field, services, overrides, issues);
    }
  }
  return {
    services: issues.length > 0 ? [] : written.map(resolveService),
    overridden,
    issues,
  };
}

/** Issues of services with overrides begin with where the overrides are written. */
export function writtenAt(
  environment: string,
  overridden: readonly string[],
  issues: readonly string[],
): string[] {
  const places = overridden.map((service) => [
    `services.ts: service "${service}"`,
    `main.ts: environments.${environment}.services.${service}`,
  ]);
  return issues.map((issue) => {
    const [inServices = '', inMain = ''] =
      places.find(([place = '']) => issue.startsWith(place)) ?? [];
    return inMain + issue.slice(inServices.length);
  });
}

/**
 * Where some environments are on EC2, a size that only Fargate does not have is an issue of the environments on Fargate.
 *
 * @param issues issues of an environment on Fargate.
 */
export function fargateIssuesAt(environment: string, issues: readonly string[]): string[] {
  return issues.map((issue) =>
    issue.replace(
      /^services\.ts: (service "([^"]*)": Fargate does not support .*)$/,
      (_, text, name) =>
        `main.ts: environments.${environment}: ${text}; for this environment alone, set it, or false to leave the service out, in environments.${environment}.services.${name}`,
    ),
  );
}

function checkSubdomains(
  name: string,
  field: 'https' | 'loadBalancer',
  services: readonly ServiceOptions[],
  overrides: Readonly<Record<string, ServiceOverride | false>>,
  all: string[],
): void {
  for (const { name: service, routes } of services) {
    const override = overrides[service];
    if (override === false) continue;
    const route = (override?.routes ?? routes ?? []).find(hasSubdomain);
    if (route === undefined) continue;
    environmentIssues(name, all).report(
      `${field} must have a domain, because a route of service "${service}" has the subdomain "${route.subdomain}"; set ${field}.domain, or other routes for it: services: { '${service}': { routes: ['/'] } }`,
    );
  }
}
