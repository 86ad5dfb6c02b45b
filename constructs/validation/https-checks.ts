import { partitionOf } from '../iam/account';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { formatRoute, isHostname } from '../options/service/routes';
import {
  environmentIssues,
  isPlainObject,
  serviceIssues,
  type ValidationIssues,
} from '../options/validation-issues';

/** Maximum length of a certificate's domain name: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const maxCertificateNameLength = 64;

/** Validates `https` by itself. */
export function checkHttps(issues: ValidationIssues, https: unknown, region: unknown): void {
  if (https === false) return;
  if (!isPlainObject(https)) {
    const suggestion = "write for example { domain: 'shop.example.com', zone: 'example.com' }";
    issues.add('https must be an object, or false for HTTP only', https, suggestion);
    return;
  }
  if (!issues.object('https', https, ['domain', 'zone', 'certificateArn'])) return;
  const { domain, zone, certificateArn } = https;
  if (domain === undefined && certificateArn === undefined) {
    issues.report('https must have a domain or a certificateArn; set https: false for HTTP only');
  }
  if (domain === undefined && zone !== undefined) {
    issues.report('https.zone needs https.domain; set the host name as domain');
  }
  for (const [field, value] of Object.entries({ domain, zone })) {
    if (value === undefined || isDomain(value)) continue;
    const suggestion = 'leave out scheme, port, "*" and a trailing dot';
    issues.add(`https.${field} must be a host name such as "shop.example.com"`, value, suggestion);
  }
  if (isDomain(domain) && isDomain(zone) && !isInZone(domain, zone)) {
    issues.add(`https.domain must be in https.zone "${zone}"`, domain);
  }
  if (certificateArn !== undefined) checkCertificate(issues, certificateArn, region);
}

function checkCertificate(issues: ValidationIssues, arn: unknown, region: unknown): void {
  const form = /^arn:(aws[a-z-]*):acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/;
  const [, partition, certificateRegion = ''] = (typeof arn === 'string' && form.exec(arn)) || [];
  if (partition === undefined || partition !== partitionOf(certificateRegion)) {
    const suggestion = 'write for example "arn:aws:acm:eu-central-1:123456789012:certificate/…"';
    issues.add('https.certificateArn must be the ARN of an ACM certificate', arn, suggestion);
  } else if (typeof region === 'string' && certificateRegion !== region) {
    const rule = `https.certificateArn must be in ${region}, the region of the load balancer`;
    issues.add(rule, arn, 'request a certificate there');
  }
}

/** Validates that the hostnames of all routes are in the zone, and short enough for a certificate. */
export function checkHostnamesInZone(environment: ResolvedEnvironment, all: string[]): void {
  const { https, services, hostnames } = environment;
  if (https === false || https.zone === undefined) return;
  const { zone, certificateArn } = https;
  for (const { name, routes } of services) {
    const issues = serviceIssues(name, all);
    for (const route of routes) {
      if (route.host === undefined || isInZone(route.host, zone)) continue;
      issues.report(
        `the host of route "${formatRoute(route)}" is not in zone "${zone}"; use a host that ends with ".${zone}", or move the route to another environment`,
      );
    }
  }
  if (certificateArn !== undefined) return;
  for (const host of hostnames.filter((one) => one.length > maxCertificateNameLength)) {
    environmentIssues(environment.name, all).report(
      `https: host "${host}" has ${host.length} characters, but an ACM certificate allows ${maxCertificateNameLength}; use a shorter name, or set certificateArn to a certificate that covers it`,
    );
  }
}

/** Validates that the load balancer supports a certificate for each host name. */
export function checkCertificateCount(environment: ResolvedEnvironment, all: string[]): void {
  const { https, hostnames, quotas } = environment;
  if (https === false || https.domain === undefined || https.certificateArn !== undefined) return;
  const { certificatesPerLoadBalancer: most } = quotas;
  const names = hostnames.length;
  if (names <= most + 1) return;
  environmentIssues(environment.name, all).report(
    `https: there are ${names} host names, each with a certificate, but a load balancer supports ${most + 1}; set certificateArn to a certificate for all of them, or ask AWS for more "Certificates per Application Load Balancer" and set quotas.certificatesPerLoadBalancer to ${names - 1}`,
  );
}

/** Whether a string is a host name with a top-level domain of letters. */
export function isDomain(value: unknown): value is string {
  return typeof value === 'string' && isHostname(value) && /\.[a-z]+$/i.test(value);
}

function isInZone(host: string, zone: string): boolean {
  const [name, parent] = [host.toLowerCase(), zone.toLowerCase()];
  return name === parent || name.endsWith(`.${parent}`);
}
