import { withoutUndefined } from '../without-undefined';

/** EC2 instances on which the tasks of an environment run instead of Fargate: `ec2`. */
export interface Ec2CapacityOptions {
  /**
   * Instance types, all with the same architecture, in order of preference. AWS uses those that are available.
   * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html
   *
   * @cost `t3.small` about 17.5 USD for each instance
   * @default ['t3.small']
   */
  readonly instanceTypes?: readonly (string | InstanceTypeOptions)[];

  /**
   * Minimum number of instances.
   *
   * @default 1
   */
  readonly minHosts?: number;

  /**
   * Maximum number of instances.
   *
   * @cost depends on the number of running instances
   * @default 8
   */
  readonly maxHosts?: number;

  /**
   * Target utilization of the instances in percent, 1 to 100. Below 100, spare capacity lets tasks start without waiting for a new
   * instance. There are then two instances where one would be enough.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
   *
   * @default 90
   */
  readonly targetPercent?: number;

  /**
   * Percentage of Spot Instances. AWS can interrupt them with two minutes' notice; their tasks then move to other instances.
   *
   * @cost about 60 percent less for these instances
   * @default 0
   */
  readonly spotPercent?: number;

  /**
   * How tasks are reached. With `bridge`, they use ports of their instance, and only its CPU and memory limit their number. Tasks on
   * an instance then reach each other, and connect to the `egressPorts` of all services. With `awsvpc`, each task has its own network
   * interface and security group; an instance supports only a few network interfaces.
   *
   * @default 'bridge'
   */
  readonly networkMode?: 'bridge' | 'awsvpc';

  /**
   * Whether the account setting `awsvpcTrunking` is enabled, which gives instances more network interfaces in mode `awsvpc`. It
   * works for types like `m6i`, `m7g` or `c6i`, but not for `t3`, `t3a` and `t4g`. For an unknown type, the checks assume that it
   * does not work. To enable it: `aws ecs put-account-setting-default --name awsvpcTrunking --value enabled`.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
   *
   * @default false
   */
  readonly eniTrunking?: boolean;

  /**
   * Size of the encrypted volume of each instance in GiB, 30 to 16384, for images and data of tasks.
   *
   * @cost about 0.1 USD per GiB
   * @default 30
   */
  readonly volumeGiB?: number;

  /**
   * Days after which an instance is replaced by one with the latest AMI, 1 to 365. Instances are not patched in any other way.
   * ECS first moves its tasks to other instances.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html
   *
   * @default 14
   */
  readonly maxLifetimeDays?: number;

  /**
   * Whether an instance with tasks is never terminated, neither by scale-in nor at the end of its lifetime: where tasks must not
   * be moved. An instance that always has tasks is then never patched, unless you start an instance refresh, for example at night:
   * `aws autoscaling start-instance-refresh --auto-scaling-group-name magicnight-ec2 --preferences ScaleInProtectedInstances=Refresh`.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html
   *
   * @default false
   */
  readonly terminationProtection?: boolean;

  /**
   * Where X-Ray's daemon runs, for services with `tracing: 'xray'`: in each task (`sidecar`), or once on each
   * instance (`daemon`). `daemon` requires network mode `bridge`. The OpenTelemetry collector always runs in each task.
   *
   * @default 'sidecar'
   */
  readonly xray?: 'sidecar' | 'daemon';
}

/** An instance type that is not in our list. Its values are in the AWS documentation. */
export interface InstanceTypeOptions {
  /** Name of the instance type: `m9g.large`. */
  readonly name: string;

  /** Number of vCPUs. */
  readonly vcpus: number;

  /** Memory in MiB. */
  readonly memoryMiB: number;

  /** Maximum number of network interfaces. */
  readonly networkInterfaces: number;

  /**
   * CPU architecture.
   *
   * @default - derived from the name: `arm64` if a `g` follows the generation, as in `m9g.large`; otherwise `x86_64`
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
    terminationProtection: false,
    xray: 'sidecar',
    ...withoutUndefined(options),
  };
}
