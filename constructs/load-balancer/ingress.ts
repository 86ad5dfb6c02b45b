import type { IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import { Certificates } from '../dns/certificates';
import { DnsRecords } from '../dns/dns-records';
import type { HttpsSettings } from '../dns/hostnames';
import type { Account } from '../iam/account';
import type { Network } from '../network/network';
import type { ResolvedProtection } from '../options/environment/resolved-environment';
import { ListenerRules } from './listener-rules';
import { Listeners } from './listeners';
import { LoadBalancer } from './load-balancer';
import { WebAcl } from './web-acl';

/** The network of the services, and the load balancer and listeners that route requests to them. */
export interface Ingress {
  /** The account of the services. */
  readonly account: Account;

  /** The VPC with the subnets of the load balancer and the tasks. */
  readonly network: Network;

  /** The load balancer. */
  readonly loadBalancer: LoadBalancer;

  /** Its listeners. */
  readonly listeners: Listeners;

  /** Its rules, to which routes are added. */
  readonly rules: ListenerRules;
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
export function addIngress(stack: Construct, props: IngressProps): Ingress {
  const { name, account, network, https, protection } = props;
  const { deletionProtection, accessLogs, waf, logDays, keepsLogs } = protection;
  const { isOn, hostnames, zoneId, zoneChecks, makesRecords, makesCertificates } = https;
  const { givenArn, certificateRules } = https;
  const loadBalancer = new LoadBalancer(stack, 'balancer', {
    name,
    account,
    network,
    isHttps: isOn,
    deletionProtection,
    accessLogs,
    logDays,
    keepsLogs,
  });
  if (waf) new WebAcl(stack, 'waf', { name, lb: loadBalancer.lb, logDays });
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
