import type { HttpsOptions } from './https-options';
import type { NetworkOptions } from './network-options';

/** What one chooses for AWS: all around the services. */
export interface EnvironmentOptions {
  /** AWS region: `eu-central-1`. */
  readonly region: string;

  /** The VPC: a new one, whose NAT gateway is chosen, or one that is there. */
  readonly network: NetworkOptions;

  /**
   * The names and certificates of the site; `false` for HTTP alone, which anyone on the way can read and change.
   * Browsers remember for two years to ask over HTTPS only.
   *
   * @cost nothing; the load balancer itself about 20 USD, 3.7 USD for its address in each zone, and more with traffic
   */
  readonly https: HttpsOptions | false;

  /**
   * Whether people depend on it: switches on `deletionProtection`, `accessLogs`, `waf`, `containerInsights`, `alarms` and the
   * flow logs of the network, each of which can be switched off by itself, and keeps all logs for a year instead of 30 days.
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
   * Whether each request is logged in a bucket of its own, whose logs expire as the others do. In production Terraform
   * deletes no bucket with logs: empty it first.
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
   * Whether CloudWatch watches for errors that users see, unhealthy tasks, and with `containerInsights` for fewer tasks than
   * there should be.
   *
   * @cost 0.1 USD for an alarm, two or three for a service
   * @default - only in production
   */
  readonly alarms?: boolean;

  /**
   * ARN of the SNS topic that is told when an alarm goes off, and when it is over.
   *
   * @default - none: alarms are only seen in CloudWatch
   */
  readonly alarmTopicArn?: string;

  /**
   * Whether an apply ends only when all new tasks run, and fails where they do not and ECS goes back to those before.
   *
   * @default false
   */
  readonly waitForSteadyState?: boolean;

  /**
   * Image of X-Ray's daemon, for services with `tracing`: an image in your ECR where tasks do not reach the internet.
   *
   * @default 'public.ecr.aws/xray/aws-xray-daemon:3.7.0'
   */
  readonly xrayImage?: string;

  /**
   * Where AWS has raised a quota of the account.
   *
   * @default - what every account has
   */
  readonly quotas?: QuotaOptions;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export interface QuotaOptions {
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

  /**
   * Elastic IP addresses in the region: one for each NAT gateway of a zone.
   *
   * @default 5
   */
  readonly elasticIps?: number;
}

/** What AWS gives every account. */
export const defaultQuotas: Required<QuotaOptions> = {
  rulesPerLoadBalancer: 100,
  targetsPerLoadBalancer: 1000,
  certificatesPerLoadBalancer: 25,
  elasticIps: 5,
};
