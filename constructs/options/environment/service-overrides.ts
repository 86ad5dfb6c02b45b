import type { RouteOptions } from '../service/route-options';
import { isHostname } from '../service/routes';
import type { ServiceOptions } from '../service/service-options';
import {
  environmentIssues,
  type Fields,
  isPlainObject,
  quoted,
  suggestClosest,
  type ValidationIssues,
} from '../validation-issues';

/** The same fields, each optional; `null` removes one. */
export type Override<T> = T extends string | number | boolean | readonly unknown[]
  ? T
  : { readonly [Field in keyof T]?: Override<T[Field]> | null };

/** What differs for a service in one environment. */
export type ServiceOverride = Override<Omit<ServiceOptions, 'name'>>;

/** What names of an environment are replaced by. */
export interface EnvironmentNames {
  /** Replaces `{environment}` in names of secrets and parameters. */
  readonly environment: string;

  /** Follows the `subdomain` of a route; `undefined` if the environment has no domain. */
  readonly domain: string | undefined;
}

/** The laptop: browsers and curl resolve all names below localhost to it. */
export const localNames: EnvironmentNames = { environment: 'local', domain: 'localhost' };

/** Validates the overrides of an environment by themselves, before they are merged. */
export function checkOverrides(
  environment: string,
  overrides: unknown,
  services: readonly ServiceOptions[],
): string[] {
  const all: string[] = [];
  if (overrides === undefined) return all;
  const issues = environmentIssues(environment, all);
  if (!isPlainObject(overrides)) {
    issues.add('services must be an object', overrides, 'write for example { web: { tasks: 1 } }');
    return all;
  }
  const byName = new Map(services.map((service) => [service.name, service]));
  for (const [name, override] of Object.entries(overrides)) {
    const service = byName.get(name);
    if (!service) {
      const suggestion = suggestClosest(name, [...byName.keys()]);
      issues.report(`services has no service ${quoted(name)}; ${suggestion}`);
    } else if (override !== false && override !== undefined) {
      checkOverride(issues, `services.${name}`, override, service);
    }
  }
  return all;
}

function checkOverride(
  issues: ValidationIssues,
  field: string,
  override: unknown,
  { image }: ServiceOptions,
): void {
  if (!isPlainObject(override)) {
    issues.add(`${field} must be an object, or false to leave the service out`, override);
    return;
  }
  if (Object.hasOwn(override, 'name')) issues.report(`${field}.name is fixed; remove it`);
  const other = override.image;
  const isFolder = isPlainObject(image) && 'folder' in image;
  if (other !== undefined && (isFolder || (isPlainObject(other) && 'folder' in other))) {
    issues.report(
      `${field}.image is fixed, because all environments run the same build; remove it, or describe another service`,
    );
  }
}

/**
 * The services of an environment, as they would be written in services.ts: with its overrides, names of secrets, and hostnames of
 * routes. Values that are not valid are left to the checks.
 */
export function servicesOf(
  services: readonly ServiceOptions[],
  overrides: Readonly<Record<string, ServiceOverride | false | undefined>>,
  names: EnvironmentNames,
): ServiceOptions[] {
  const kept = services.filter((service) => overrides[service?.name] !== false);
  return kept.map((service) => {
    const override = overrides[service?.name];
    const merged = isPlainObject(override) ? merge(service, override) : service;
    return named(merged, names) as ServiceOptions;
  });
}

/** Fields with names that somebody chooses. All others have fields of their own. */
const records = ['environment', 'secrets', 'tmpfs'];

/**
 * Merges records by key. Other values, and lists, are replaced. `null` removes a field; if the field is not there, it stays without a
 * value, so that the checks find a wrong name.
 */
function merge(written: unknown, override: Fields, isRecord = false): Fields {
  const merged: Fields = isPlainObject(written) ? { ...written } : {};
  for (const [key, value] of Object.entries(override)) {
    if (value === undefined) continue;
    if (isPlainObject(value)) {
      merged[key] = merge(merged[key], value, !isRecord && records.includes(key));
    } else if (value !== null) merged[key] = value;
    else if (isRecord || Object.hasOwn(merged, key)) delete merged[key];
    else merged[key] = undefined;
  }
  return merged;
}

/** Replaces what stands for names of an environment. Returns the same object if there is nothing to replace. */
function named(service: unknown, names: EnvironmentNames): unknown {
  if (!isPlainObject(service)) return service;
  const { secrets, routes, sidecars } = service;
  const changed: Fields = {};
  if (JSON.stringify(secrets)?.includes('{environment}')) {
    changed.secrets = replaced(secrets, names.environment);
  }
  if (Array.isArray(sidecars)) {
    const own = sidecars.map((sidecar) => named(sidecar, names));
    if (own.some((sidecar, index) => sidecar !== sidecars[index])) changed.sidecars = own;
  }
  if (Array.isArray(routes) && routes.some(hasSubdomain)) {
    changed.routes = routes.map((route) => (hasSubdomain(route) ? withHost(route, names) : route));
  }
  return Object.keys(changed).length > 0 ? { ...service, ...changed } : service;
}

function replaced(value: unknown, environment: string): unknown {
  if (typeof value === 'string') return value.replaceAll('{environment}', environment);
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, inner]) => [key, replaced(inner, environment)]));
}

/** Whether a route has a subdomain. One that is wrong, or also has a host, is left to the checks. */
export function hasSubdomain(
  route: unknown,
): route is RouteOptions & { readonly subdomain: string } {
  if (!isPlainObject(route)) return false;
  const { subdomain, host } = route;
  return typeof subdomain === 'string' && isHostname(subdomain) && host === undefined;
}

function withHost(
  { subdomain, ...route }: RouteOptions & { readonly subdomain: string },
  { domain }: EnvironmentNames,
): RouteOptions {
  return { ...route, host: domain === undefined ? subdomain : `${subdomain}.${domain}` };
}
