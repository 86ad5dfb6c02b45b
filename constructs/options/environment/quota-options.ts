/**
 * Quotas of the account: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export interface QuotaOptions {
  /**
   * Rules per Application Load Balancer. A route needs one rule, or two with `stripPrefix`.
   *
   * @default 100
   */
  readonly rulesPerLoadBalancer?: number;

  /**
   * Targets per Application Load Balancer: the tasks of all services together.
   *
   * @default 1000
   */
  readonly targetsPerLoadBalancer?: number;

  /**
   * Certificates per Application Load Balancer, not counting the default one.
   *
   * @default 25
   */
  readonly certificatesPerLoadBalancer?: number;

  /**
   * Elastic IP addresses in the region: each zonal NAT gateway needs one.
   *
   * @default 5
   */
  readonly elasticIps?: number;

  /**
   * vCPUs of tasks on Fargate in the region, not counting Spot. All clusters of the account share them. A new account has fewer at
   * first, and AWS adds some with use: Service Quotas shows "Fargate On-Demand vCPU resource count".
   * https://docs.aws.amazon.com/general/latest/gr/ecs-service.html#service-quotas-fargate
   *
   * @default 6
   */
  readonly fargateVcpus?: number;

  /**
   * vCPUs of tasks on Fargate Spot in the region: "Fargate Spot vCPU resource count".
   *
   * @default 6
   */
  readonly fargateSpotVcpus?: number;
}

/** The default quotas of an AWS account. */
export const defaultQuotas: Required<QuotaOptions> = {
  rulesPerLoadBalancer: 100,
  targetsPerLoadBalancer: 1000,
  certificatesPerLoadBalancer: 25,
  elasticIps: 5,
  fargateVcpus: 6,
  fargateSpotVcpus: 6,
};
