import type { NetworkDescription } from './network-description';
import type { Service } from './service';

/** What one chooses for AWS: all around the services. */
export interface SiteOptions {
  /** AWS region: `eu-central-1`. */
  readonly region: string;

  /** The VPC: a new one, whose NAT gateway is chosen, or one that is there. */
  readonly network: NetworkDescription;

  /**
   * The names and certificates of the site; `false` for HTTP alone, which anyone on the way can read and change.
   *
   * @cost nothing; the load balancer itself about 20 USD, and more with traffic
   */
  readonly https: HttpsDescription | false;

  /**
   * Whether people depend on it: switches on `deletionProtection`, `accessLogs`, `waf`, `containerInsights` and the flow logs
   * of the network, each of which can be switched off by itself, and keeps all logs for a year instead of 30 days.
   *
   * @cost that of what it switches on, and of the longer logs
   * @default false
   */
  readonly production?: boolean;

  /**
   * Whether AWS refuses to delete the load balancer. To destroy the stack, switch it off and apply first.
   *
   * @default - only in production
   */
  readonly deletionProtection?: boolean;

  /**
   * Whether each request is logged in a bucket of its own, which expires as the other logs do.
   *
   * @cost about 0.025 USD for a GB
   * @default - only in production
   */
  readonly accessLogs?: boolean;

  /**
   * Whether a web application firewall stands before the load balancer, with AWS's managed rules against known bad
   * addresses, known bad inputs and common attacks; larger bodies than 8 KB are let through.
   *
   * @cost about 8 USD, and 0.6 USD for a million requests
   * @default - only in production
   */
  readonly waf?: boolean;

  /**
   * Whether CloudWatch gets the use of CPU, memory and network of each service.
   *
   * @cost about 0.3 USD for a metric, some 4 USD for a service
   * @default - only in production
   */
  readonly containerInsights?: boolean;

  /**
   * Where AWS has raised a quota of the account.
   *
   * @default - what every account has
   */
  readonly quotas?: QuotaDescription;
}

/** What a stack that runs the services on AWS is made of. */
export interface SiteDescription extends SiteOptions {
  /** The services, checked. */
  readonly services: readonly Service[];
}

/** The names of the site. Each has a certificate, unless one is given for all. */
export interface HttpsDescription {
  /**
   * Host name of all routes that have none: `shop.example.com`. It and the hosts of routes get certificates and alias
   * records, all in one zone.
   *
   * @default - none: whoever owns the names leads them to the load balancer
   */
  readonly domain?: string;

  /**
   * Hosted zone of Route 53 in which all names are. It must be there, and be delegated, before the stack is applied; the
   * registry stack can make it.
   *
   * @default - the domain itself
   */
  readonly zone?: string;

  /**
   * ARN of a certificate that is there already, in the region of the stack, for all names.
   *
   * @cost nothing, as those that the stack makes
   * @default - one for each name, made and validated by the stack
   */
  readonly certificateArn?: string;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export interface QuotaDescription {
  /**
   * Rules per Application Load Balancer. A route takes one rule, and a stripped one two.
   *
   * @default 100
   */
  readonly rulesPerLoadBalancer?: number;

  /**
   * Targets per Application Load Balancer: tasks of all services together.
   *
   * @default 1000
   */
  readonly targetsPerLoadBalancer?: number;

  /**
   * Certificates per Application Load Balancer, beside the default one.
   *
   * @default 25
   */
  readonly certificatesPerLoadBalancer?: number;
}

/** What is switched on, and how long logs are kept: `production` decides where nothing was written. */
export function protectionOf(site: SiteDescription) {
  const { production = false } = site;
  const { deletionProtection = production, accessLogs = production, waf = production } = site;
  const { containerInsights = production } = site;
  const logDays = production ? 365 : 30;
  return { deletionProtection, accessLogs, waf, containerInsights, logDays };
}

/** All names of the site, each once, the one for routes without a host first. */
export function hostsOf({ https, services }: SiteDescription): string[] {
  const hosts = services.flatMap(({ routes }) => routes.flatMap(({ host }) => host ?? []));
  const domain = https === false ? [] : [https.domain?.toLowerCase()].flatMap((host) => host ?? []);
  return [...new Set([...domain, ...hosts.sort()])];
}
