import { checkAddresses } from './address-checks';
import { registryOf } from './ecr-reference';
import { fargateProblems } from './fargate-checks';
import { checkCertificateCount, checkHttps, checkSiteHosts } from './https-checks';
import { placeProblems } from './network-checks';
import { isExisting } from './network-description';
import { Problems } from './problems';
import { checkQuotas, checkServicesTogether } from './quota-checks';
import { checkReach } from './reach';
import { protectionOf, type SiteDescription } from './site-description';

const switches = [
  'production',
  'deletionProtection',
  'accessLogs',
  'waf',
  'containerInsights',
] as const;

/** All that is wrong with what a stack is told: first each value by itself, then what they mean together. */
export function siteProblems(site: SiteDescription): string[] {
  const { services, region, network, https, quotas } = site;
  const all = placeProblems(region, network);
  const problems = new Problems('fargate', all);
  checkHttps(problems, https, region);
  for (const name of switches) problems.trueOrFalse(name, site[name]);
  checkQuotas(problems, quotas);
  const isChosenWell = all.length === 0;
  all.push(...fargateProblems(services));
  if (!isChosenWell) return all;

  checkSiteHosts(site, all);
  checkCertificateCount(site, all);
  checkServicesTogether(site, all);
  if (!isExisting(network)) {
    checkAddresses(site, network, all);
    checkReach(network, services, region, all);
  }
  return all;
}

/** What is not wrong, but should be known: each a sentence that begins with the name of the stack. */
export function siteWarnings(stack: string, site: SiteDescription): string[] {
  const { https, services, network } = site;
  const warnings: string[] = [];
  if (https === false) {
    warnings.push(
      'HTTP alone (https: false): anyone on the way can read and change requests and answers',
    );
  }
  for (const { name, image } of services) {
    if ('folder' in image || registryOf(image.reference) !== 'docker.io') continue;
    warnings.push(
      `service "${name}" pulls "${image.reference}" from Docker Hub, which refuses some pulls of an address that has made many; use public.ecr.aws, or push it to ECR`,
    );
  }
  const { deletionProtection } = protectionOf(site);
  if (site.production && !deletionProtection) {
    warnings.push('production without deletionProtection: a destroy takes the load balancer');
  }
  if (site.production && !isExisting(network) && network.nat === 'single') {
    const [zone = 'a'] = network.zones ?? [];
    warnings.push(
      `production with nat: 'single': if zone ${zone} fails, no task reaches the internet; 'per-az' and 'regional' survive it`,
    );
  }
  return warnings.map((text) => `Warning: ${stack}: ${text}`);
}
