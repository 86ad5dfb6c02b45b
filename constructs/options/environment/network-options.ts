/** The letter of an availability zone: `a` of `eu-central-1a`. */
export type ZoneLetter = 'a' | 'b' | 'c' | 'd' | 'e' | 'f';

/**
 * How private subnets reach the internet: not at all, by one NAT gateway, by one in each zone, or by one that AWS keeps in
 * each zone where it is needed. `single` ends the way out of all zones when its own zone fails. Each costs by the hour and
 * by the GB; `npm run synth` shows what.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export type Nat = 'none' | 'single' | 'per-az' | 'regional';

/** A VPC of the stack's own: with a way to S3 that costs nothing, and a default security group that allows nothing. */
export interface NewNetworkOptions {
  /**
   * How tasks reach the internet: not at all (`none`), by one NAT gateway (`single`), by one in each zone (`per-az`), or by
   * one that AWS keeps in each zone where it is needed (`regional`). There is no default, since it costs money.
   *
   * @cost `single` about 42 USD, `per-az` and `regional` that for each zone, and 0.05 USD for a GB; `none` nothing, but
   * endpoints. `npm run synth` shows the prices of the region beside each other
   */
  readonly nat: Nat;

  /**
   * Letters of the availability zones, two to six, each with a public and a private subnet. A single NAT gateway is in the first. Write a further zone at the end:
   * it changes nothing in those that are there.
   *
   * @default ['a', 'b']
   */
  readonly zones?: readonly ZoneLetter[];

  /**
   * Address range of the VPC, /16 to /23. For another range, or another VPC, destroy the stack first: AWS moves no load
   * balancer from one to the other.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * Whether tasks reach the services of AWS that they start with (registry, logs) by interface endpoints, and not by the
   * NAT gateway.
   *
   * @cost about 9 USD for each of one or three endpoints in each zone, and 0.01 USD for a GB
   * @default - only without a NAT gateway: tasks that have no other way need them
   */
  readonly endpoints?: boolean;

  /**
   * Whether tasks run in the public subnets, each with an address of its own that nobody may call. Then they need neither
   * NAT gateway nor endpoints.
   *
   * @cost about 3.7 USD for each task
   * @default false
   */
  readonly publicTasks?: boolean;

  /**
   * Whether each connection in the VPC is logged, for 30 days, or for a year in production.
   *
   * @cost about 0.6 USD for a GB
   * @default - only in production
   */
  readonly flowLogs?: boolean;
}

/** A VPC that is there already. Its owner sees to the way of its subnets to the internet. */
export interface ExistingNetworkOptions {
  /** Such as `vpc-0123456789abcdef0`. */
  readonly vpcId: string;

  /** Subnets for the load balancer, each in another zone, with a route to an internet gateway. */
  readonly publicSubnetIds: readonly string[];

  /** Subnets for tasks: they must reach the registry and CloudWatch Logs, by a NAT gateway or by endpoints. */
  readonly taskSubnetIds: readonly string[];

  /**
   * Whether tasks have public addresses: where their subnets lead to an internet gateway and not to a NAT gateway.
   *
   * @default false
   */
  readonly publicTasks?: boolean;

  /**
   * Whether the public subnets have IPv6 ranges, so that the load balancer gets IPv6 addresses, too.
   *
   * @default false
   */
  readonly dualStack?: boolean;
}

export type NetworkOptions = NewNetworkOptions | ExistingNetworkOptions;
