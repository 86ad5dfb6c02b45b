import { withoutUndefined } from '../without-undefined';

/** EC2 instances on which tasks run, in place of Fargate: what main.ts gives the stack `ec2` as `hosts`. */
export interface Ec2CapacityOptions {
  /**
   * Types of instances, all for the same processor, the best first. Of several AWS takes those that it has.
   * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html
   *
   * @cost `t3.small` about 17.5 USD for each host
   * @default ['t3.small']
   */
  readonly instanceTypes?: readonly (string | InstanceTypeOptions)[];

  /**
   * Fewest hosts, however little there is to do.
   *
   * @default 1
   */
  readonly minHosts?: number;

  /**
   * Most hosts.
   *
   * @cost that of the hosts that run
   * @default 8
   */
  readonly maxHosts?: number;

  /**
   * How full hosts are to be, in percent, 1 to 100: below 100 there is room for further tasks at once, while another host
   * comes up, and where one host would do there are two.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
   *
   * @default 90
   */
  readonly targetPercent?: number;

  /**
   * Percent of the hosts that are spare capacity of EC2, which AWS may take back with two minutes' notice: their tasks go to
   * other hosts.
   *
   * @cost about 60 percent less for these hosts
   * @default 0
   */
  readonly spotPercent?: number;

  /**
   * How tasks are reached: by ports of their host (`bridge`), so that as many fit as it has memory for, or each with a network
   * interface and security group of its own (`awsvpc`), of which a host has few.
   *
   * @default 'bridge'
   */
  readonly networkMode?: 'bridge' | 'awsvpc';

  /**
   * Whether the account has the setting `awsvpcTrunking`, by which hosts have more network interfaces, for mode
   * `awsvpc`: those of types like `m6i`, `m7g` or `c6i`; `t3`, `t3a` and `t4g` have no more, and with other types nobody here
   * knows how many, so that they count as without.
   * `aws ecs put-account-setting-default --name awsvpcTrunking --value enabled`.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
   *
   * @default false
   */
  readonly eniTrunking?: boolean;

  /**
   * Encrypted disk of each host in GiB, 30 to 16384, for the images and what tasks write.
   *
   * @cost about 0.1 USD for a GiB
   * @default 30
   */
  readonly volumeGiB?: number;

  /**
   * Days after which a host is replaced by one with the newest image of AWS, 1 to 365: nothing else patches it. Where hosts are
   * protected, only those without tasks are; the others when a pipeline says so, at night for example:
   * `aws autoscaling start-instance-refresh --auto-scaling-group-name magicnight-ec2 --preferences ScaleInProtectedInstances=Refresh`.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html
   *
   * @default 14
   */
  readonly maxLifetimeDays?: number;

  /**
   * Whether a host with tasks is never ended to have fewer hosts. Without it ECS moves its tasks to others first.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html
   *
   * @default true
   */
  readonly terminationProtection?: boolean;

  /**
   * Where X-Ray's daemon runs, for services with `tracing`: in each task, or once on each host, for which tasks must be in
   * mode `bridge`.
   *
   * @default 'sidecar'
   */
  readonly xray?: 'sidecar' | 'daemon';
}

/** A type of instance that is not known here: what AWS's page says of it. */
export interface InstanceTypeOptions {
  /** As AWS calls it: `m9g.large`. */
  readonly name: string;

  /** Virtual processors. */
  readonly vcpus: number;

  /** Memory in MiB. */
  readonly memoryMiB: number;

  /** Most network interfaces. */
  readonly networkInterfaces: number;

  /**
   * Processor.
   *
   * @default - what the name says: `arm64` where a `g` follows the generation, as in `m9g.large`
   */
  readonly architecture?: 'x86_64' | 'arm64';
}

/** EC2 capacity with all defaults. */
export type ResolvedEc2Capacity = Required<Ec2CapacityOptions>;

/** Fills in the defaults of EC2 capacity. */
export function resolveEc2Capacity(options: Ec2CapacityOptions): ResolvedEc2Capacity {
  return {
    instanceTypes: ['t3.small'],
    minHosts: 1,
    maxHosts: 8,
    targetPercent: 90,
    spotPercent: 0,
    networkMode: 'bridge',
    eniTrunking: false,
    volumeGiB: 30,
    maxLifetimeDays: 14,
    terminationProtection: true,
    xray: 'sidecar',
    ...withoutUndefined(options),
  };
}
