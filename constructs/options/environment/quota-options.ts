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

/** What an account has before it asks AWS for more. */
export const defaultQuotas: Required<QuotaOptions> = {
  rulesPerLoadBalancer: 100,
  targetsPerLoadBalancer: 1000,
  certificatesPerLoadBalancer: 25,
  elasticIps: 5,
};
