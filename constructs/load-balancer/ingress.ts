import type { IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import { Certificates } from '../dns/certificates';
import { DnsRecords } from '../dns/dns-records';
import type { HttpsSettings } from '../dns/hostnames';
import type { Account } from '../iam/account';
import type { Network } from '../network/network';
import type { LoadBalancerOptions } from '../options/environment/load-balancer-options';
import type { ResolvedProtection } from '../options/environment/resolved-environment';
import { ExistingLoadBalancer } from './existing-load-balancer';
import { ListenerRules } from './listener-rules';
import { Listeners } from './listeners';
import { LoadBalancer } from './load-balancer';
import type { RequestSource } from './request-source';
import { WebAcl } from './web-acl';

/** The network of the services, the load balancer, and the rules that route requests to them. */
export interface Ingress {
  /** The account of the services. */
  readonly account: Account;

  /** The VPC with the subnets of the load balancer and the tasks. */
  readonly network: Network;

  /** The load balancer. */
  readonly loadBalancer: RequestSource;

  /** The rules, to which routes are added. */
  readonly rules: ListenerRules;
}

/** With a load balancer of its own. */
export interface OwnIngress extends Ingress {
  /** The load balancer. */
  readonly loadBalancer: LoadBalancer;

  /** Its listeners. */
  readonly listeners: Listeners;
}

/** With a load balancer that is there already. */
export interface SharedIngress extends Ingress {
  /** The load balancer. */
  readonly loadBalancer: ExistingLoadBalancer;
}

/** Resolved production options: which protection is on. */
export interface Protection extends Omit<ResolvedProtection, 'deletionProtection'> {
  readonly deletionProtection: boolean | IResolvable;
}

export interface IngressProps extends Pick<Ingress, 'account' | 'network'> {
  /** Prefix of all resource names. */
  readonly name: string;
  readonly https: HttpsSettings;
  readonly protection: Protection;
}

/** Creates the load balancer with its listeners, certificates, DNS records and web ACL. */
export function addIngress(stack: Construct, props: IngressProps): OwnIngress {
  const { name, account, network, https, protection } = props;
  const { deletionProtection, desyncMitigation, accessLogs, waf, logDays, keepsLogs } = protection;
  const { isOn, hostnames, zoneId, zoneChecks, makesRecords, makesCertificates } = https;
  const { givenArn, certificateRules } = https;
  const loadBalancer = new LoadBalancer(stack, 'balancer', {
    name,
    account,
    network,
    isHttps: isOn,
    deletionProtection,
    desyncMitigation,
    accessLogs,
    logDays,
    keepsLogs,
  });
  if (waf) new WebAcl(stack, 'waf', { name, lb: loadBalancer.lb, logDays, ...waf });
  if (zoneId !== undefined) {
    const { isDualStack } = network;
    const shared = {
      hostnames,
      zoneId,
      zoneChecks,
      lb: loadBalancer.lb,
      isDualStack,
    };
    new DnsRecords(stack, 'names', { ...shared, enabled: makesRecords });
  }
  const certificates =
    zoneId === undefined || makesCertificates === false
      ? undefined
      : new Certificates(stack, 'certificate', {
          ...{ hostnames, zoneId, zoneChecks, enabled: makesCertificates },
        });
  const listeners = new Listeners(stack, 'listener', {
    ...{ lb: loadBalancer.lb, isHttps: isOn, givenArn, certificateRules, certificates },
  });
  // The id contains the scheme: when HTTPS is turned on or off, the new rules are created before the old ones are destroyed.
  const scheme = isOn === true ? 'https' : 'http';
  const id = typeof isOn === 'boolean' ? scheme : 'route';
  const rules = new ListenerRules(stack, id, listeners.routedArn);
  return { account, network, loadBalancer, listeners, rules };
}

/** Looks up a load balancer that is there already, and adds rules to its listener only within the given priorities. */
export function addSharedIngress(
  stack: Construct,
  { account, network }: Pick<Ingress, 'account' | 'network'>,
  options: LoadBalancerOptions,
): SharedIngress {
  const loadBalancer = new ExistingLoadBalancer(stack, 'balancer', { ...options, network });
  const { arn } = loadBalancer.listener;
  const rules = new ListenerRules(stack, 'route', arn, options.priorities);
  return { account, network, loadBalancer, rules };
}
