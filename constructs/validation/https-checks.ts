import { partitionOf } from '../iam/account';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { formatRoute, isHostname } from '../options/service/routes';
import { isPlainObject, ValidationIssues } from '../options/validation-issues';

/** The first name of a certificate can have no more: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const maxCertificateNameLength = 64;

/** All that is wrong with the value of `https` by itself. */
export function checkHttps(issues: ValidationIssues, https: unknown, region: unknown): void {
  if (https === false) return;
  if (!isPlainObject(https)) {
    const suggestion = "write for example { domain: 'shop.example.com', zone: 'example.com' }";
    issues.add('https must be an object, or false for HTTP alone', https, suggestion);
    return;
  }
  if (!issues.object('https', https, ['domain', 'zone', 'certificateArn'])) return;
  const { domain, zone, certificateArn } = https;
  if (domain === undefined && certificateArn === undefined) {
    issues.report(
      'https must have a domain, or a certificateArn; write https: false for HTTP alone',
    );
  }
  if (domain === undefined && zone !== undefined) {
    issues.report('https.zone goes with https.domain; write the host name of the site as domain');
  }
  for (const [field, value] of Object.entries({ domain, zone })) {
    if (value === undefined || isDomain(value)) continue;
    const suggestion = 'leave out scheme, port, "*" and a dot at the end';
    issues.add(`https.${field} must be a name such as "shop.example.com"`, value, suggestion);
  }
  if (isDomain(domain) && isDomain(zone) && !isInZone(domain, zone)) {
    issues.add(`https.domain must be inside https.zone "${zone}"`, domain);
  }
  if (certificateArn !== undefined) checkCertificate(issues, certificateArn, region);
}

function checkCertificate(issues: ValidationIssues, arn: unknown, region: unknown): void {
  const form = /^arn:(aws[a-z-]*):acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/;
  const [, partition, certificateRegion = ''] = (typeof arn === 'string' && form.exec(arn)) || [];
  if (partition === undefined || partition !== partitionOf(certificateRegion)) {
    const suggestion = 'it looks like "arn:aws:acm:eu-central-1:123456789012:certificate/…"';
    issues.add('https.certificateArn must be the ARN of a certificate in ACM', arn, suggestion);
  } else if (typeof region === 'string' && certificateRegion !== region) {
    const rule = `https.certificateArn must be in ${region}, where the load balancer is`;
    issues.add(rule, arn, `ask ACM for one there`);
  }
}

/** Adds a problem for each host of a route that the names of the site cannot have. */
export function checkHostnamesInZone(environment: ResolvedEnvironment, all: string[]): void {
  const { https, services, hostnames } = environment;
  if (https === false || https.zone === undefined) return;
  const { zone, certificateArn } = https;
  for (const { name, routes } of services) {
    const issues = new ValidationIssues(`fargate: service "${name}"`, all);
    for (const route of routes) {
      if (route.host === undefined || isInZone(route.host, zone)) continue;
      issues.report(
        `the host of route "${formatRoute(route)}" is not inside zone "${zone}"; write a host that ends with ".${zone}", or the route in another stack`,
      );
    }
  }
  if (certificateArn !== undefined) return;
  for (const host of hostnames.filter((one) => one.length > maxCertificateNameLength)) {
    new ValidationIssues('fargate', all).report(
      `host "${host}" has ${host.length} characters, ${maxCertificateNameLength} are allowed in a certificate of ACM; write a shorter one, or a certificateArn of a certificate that covers it`,
    );
  }
}

/** Adds a problem if the names need more certificates than a load balancer takes. */
export function checkCertificateCount(environment: ResolvedEnvironment, all: string[]): void {
  const { https, hostnames, quotas } = environment;
  if (https === false || https.domain === undefined || https.certificateArn !== undefined) return;
  const { certificatesPerLoadBalancer: most } = quotas;
  const names = hostnames.length;
  if (names <= most + 1) return;
  new ValidationIssues('fargate', all).report(
    `the site has ${names} names, each with a certificate; a load balancer takes ${most + 1}. Write a certificateArn of a certificate for all of them, or ask AWS for more "Certificates per Application Load Balancer" and write quotas: { certificatesPerLoadBalancer: ${names - 1} }`,
  );
}

/** Whether a text is a host name that ends with a dot and letters. */
export function isDomain(value: unknown): value is string {
  return typeof value === 'string' && isHostname(value) && /\.[a-z]+$/i.test(value);
}

function isInZone(host: string, zone: string): boolean {
  const [name, parent] = [host.toLowerCase(), zone.toLowerCase()];
  return name === parent || name.endsWith(`.${parent}`);
}
