import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { Account } from './account';
import { Certificates } from './certificates';
import { ExistingVpc } from './existing-vpc';
import { FlowLogs } from './flow-logs';
import { zoneOf } from './https-description';
import { ListenerRules } from './listener-rules';
import { Listeners } from './listeners';
import { LoadBalancer } from './load-balancer';
import type { Network } from './network';
import { isExisting, type NewNetwork } from './network-description';
import { NewVpc } from './new-vpc';
import { endpointsOf } from './reach';
import { routeText } from './routes';
import { hostsOf, protectionOf, type SiteDescription } from './site-description';
import { SiteNames } from './site-names';
import { VpcEndpoints } from './vpc-endpoints';
import { WebAcl } from './web-acl';

/** All around the services: what they run in, and how they are reached. */
export interface Site {
  readonly account: Account;
  readonly network: Network;
  readonly balancer: LoadBalancer;
  readonly rules: ListenerRules;
}

/** Makes all around the services, from the network to the names. */
export function addSite(stack: Construct, name: string, site: SiteDescription): Site {
  const { region, https, network: description } = site;
  const { deletionProtection, accessLogs, waf, logDays } = protectionOf(site);
  const account = new Account(stack, 'account', region);
  const network = isExisting(description)
    ? new ExistingVpc(stack, 'network', description)
    : newNetwork(stack, name, account, site, description);

  const balancer = new LoadBalancer(stack, 'balancer', {
    name,
    account,
    network,
    ports: https === false ? [80] : [80, 443],
    deletionProtection,
    accessLogs,
    logDays,
    keepsLogs: site.production ?? false,
  });
  if (waf) new WebAcl(stack, 'waf', { name, balancer: balancer.balancer, logDays });
  const listeners = new Listeners(stack, 'listener', {
    balancer: balancer.balancer,
    certificates: addNames(stack, site, balancer, network.isDualStack),
  });
  addOutputs(stack, site, balancer.balancer.dnsName);
  // By the scheme: with HTTPS there are new rules before the old ones go.
  const rules = new ListenerRules(stack, https === false ? 'http' : 'https', listeners.routed);
  return { account, network, balancer, rules };
}

function newNetwork(
  stack: Construct,
  name: string,
  account: Account,
  site: SiteDescription,
  description: NewNetwork,
): Network {
  const { region, production = false } = site;
  const { zones = ['a', 'b'], cidr = '10.0.0.0/16', nat, publicTasks = false } = description;
  const network = new NewVpc(stack, 'network', { name, region, zones, nat, cidr, publicTasks });
  const { vpc, publicTier, privateTier } = network;
  const endpoints = new VpcEndpoints(stack, 'endpoints', {
    name,
    region,
    vpc,
    tiers: { public: publicTier, private: privateTier },
    interfaces: endpointsOf(description, site),
  });
  network.ways.push(...endpoints.ways);
  if (description.flowLogs ?? production) {
    const retentionDays = protectionOf(site).logDays;
    new FlowLogs(stack, 'flow-logs', { name, account, vpc, retentionDays });
  }
  return network;
}

/** Certificates and records of all names, where the stack makes them; returns the ARNs by name. */
function addNames(
  stack: Construct,
  site: SiteDescription,
  { balancer }: LoadBalancer,
  isDualStack: boolean,
): ReadonlyMap<string, string> {
  const { https } = site;
  if (https === false) return new Map();
  const { certificateArn } = https;
  const zoneName = zoneOf(https);
  const given = new Map(certificateArn === undefined ? [] : [['given', certificateArn]]);
  if (zoneName === undefined) return given;
  const hosts = hostsOf(site);
  const zone = new DataAwsRoute53Zone(stack, 'zone', {
    name: zoneName,
    privateZone: false,
  });
  new SiteNames(stack, 'names', { hosts, zone, balancer, isDualStack });
  return given.size > 0 ? given : new Certificates(stack, 'certificate', { hosts, zone }).arns;
}

function addOutputs(stack: Construct, { https, services }: SiteDescription, dnsName: string): void {
  const scheme = https === false ? 'http' : 'https';
  const domain = https === false ? undefined : https.domain?.toLowerCase();
  const url = `${scheme}://${domain ?? dnsName}`;
  new TerraformOutput(stack, 'url', { value: url });
  new TerraformOutput(stack, 'urls', {
    description:
      'Where each route is served. A name of which the stack makes no record must lead to load_balancer_name.',
    value: Object.fromEntries(
      services.flatMap(({ routes }) =>
        routes.map((route) => {
          const { host, prefix, stripPrefix } = route;
          const origin = host === undefined ? url : `${scheme}://${host}`;
          return [routeText(route), origin + (stripPrefix ? `${prefix}/` : prefix || '/')];
        }),
      ),
    ),
  });
  new TerraformOutput(stack, 'load_balancer_name', { value: dnsName });
}
