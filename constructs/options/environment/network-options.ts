/** The letter of an availability zone: `a` of `eu-central-1a`. */
export type ZoneLetter = 'a' | 'b' | 'c' | 'd' | 'e' | 'f';

/**
 * How private subnets reach the internet: not at all, through a single NAT gateway, through one in each zone, or through a regional
 * one, which AWS extends to the zones with tasks. With `single`, every zone loses internet access when the gateway's zone fails.
 * Each is charged by the hour and by the GB; `npm run synth` prints the prices.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export type Nat = 'none' | 'single' | 'per-az' | 'regional';

/** A new VPC, with a gateway endpoint for S3, which is free, and a default security group without rules. */
export interface NewNetworkOptions {
  /**
   * How tasks reach the internet: not at all (`none`), through a single NAT gateway (`single`), through one in each zone (`per-az`),
   * or through a regional one, which AWS extends to the zones with tasks (`regional`). With `single`, every zone loses internet
   * access when the gateway's zone fails. There is no default, because of the cost.
   *
   * @cost `single` about 42 USD, `per-az` and `regional` about 42 USD for each zone, each also 0.05 USD per GB; `none` only the cost
   * of its endpoints. `npm run synth` compares the prices of the region
   */
  readonly nat: Nat;

  /**
   * Letters of the availability zones, two to six, each with a public and a private subnet. A single NAT gateway is in the first
   * zone. Add new zones at the end, so that the existing ones do not change.
   *
   * @default ['a', 'b']
   */
  readonly zones?: readonly ZoneLetter[];

  /**
   * IPv4 range of the VPC, /16 to /23. A plan that changes it fails. To change the range or the VPC, destroy the stack first: AWS
   * cannot move a load balancer to another VPC.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * Whether tasks reach the AWS services that they need to start (registry, logs) through interface endpoints instead of the NAT
   * gateway.
   *
   * @cost about 9 USD for each endpoint in each zone, and 0.01 USD per GB. There are one or three endpoints, and more with
   * `secrets`, `exec`, `tracing` or EC2
   * @default - only if tasks have no internet access
   */
  readonly endpoints?: boolean;

  /**
   * Whether tasks run in the public subnets, each with a public IP address to which no inbound traffic is allowed. They then need
   * neither a NAT gateway nor endpoints.
   *
   * @cost about 3.7 USD for each task
   * @default false
   */
  readonly publicTasks?: boolean;

  /**
   * Whether each connection in the VPC is logged. The logs are kept for 30 days, or a year in production.
   *
   * @cost about 0.6 USD per GB
   * @default - only in production
   */
  readonly flowLogs?: boolean;

  /**
   * Names of S3 buckets of other accounts in the region that tasks use with their roles. The endpoint for S3 allows them, the
   * buckets of the account, and those in permissions that code grants to services.
   *
   * @default - none
   */
  readonly buckets?: readonly string[];
}

/** An existing VPC. Its owner provides the internet access of its subnets. */
export interface ExistingNetworkOptions {
  /** ID of the VPC: `vpc-0123456789abcdef0`. A plan that changes it fails: AWS cannot move a load balancer to another VPC. */
  readonly vpcId: string;

  /**
   * Subnets of the load balancer, each in a different zone, with a route to an internet gateway.
   *
   * @default - none with `loadBalancer`; otherwise required
   */
  readonly publicSubnetIds?: readonly string[];

  /** Subnets of the tasks. They must reach the registry and CloudWatch Logs through a NAT gateway or endpoints. */
  readonly taskSubnetIds: readonly string[];

  /**
   * Whether tasks have public IP addresses: required if their subnets route to an internet gateway instead of a NAT gateway.
   *
   * @default false
   */
  readonly publicTasks?: boolean;

  /**
   * Whether the public subnets have IPv6 ranges, so that the load balancer also gets IPv6 addresses.
   *
   * @default false
   */
  readonly dualStack?: boolean;
}

/** The VPC of an environment: a new one, or an existing one. */
export type NetworkOptions = NewNetworkOptions | ExistingNetworkOptions;
