/** What the hosts of one type of EC2 instance have. */
export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;

  /** What tasks can reserve of it: 1024 for each vCPU. */
  readonly cpuUnits: number;

  /** As AWS names it; see {@link usableMemoryMiB}. */
  readonly memoryMiB: number;

  /** The most that it can have; the first is its own, each further one can be that of a task with `awsvpc`. */
  readonly networkInterfaces: number;

  /** Tasks with `awsvpc` where the account has `awsvpcTrunking`; `undefined` where that changes nothing, or is not known. */
  readonly trunkedTasks?: number;
  readonly architecture: Architecture;
}

/** As ECS names it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html */
export type Architecture = 'X86_64' | 'ARM64';

/** The facts of a type, such as `m7g.large`; `undefined` if they are not known here, which says nothing against it. */
export function instanceType(name: string): InstanceType | undefined {
  const [family = '', size = '', ...none] = name.split('.');
  const known = none.length === 0 && Object.hasOwn(families, family) ? families[family] : undefined;
  const vcpus = known && Object.hasOwn(known.vcpus, size) ? known.vcpus[size] : undefined;
  if (known === undefined || vcpus === undefined) return undefined;
  const trunkedTasks = known.trunkedTasks?.[size];
  return {
    name,
    vcpus,
    cpuUnits: 1024 * vcpus,
    memoryMiB: known.memoryMiB?.[size] ?? known.gibPerVcpu * 1024 * vcpus,
    networkInterfaces: known.interfaces?.[size] ?? interfacesBySize[size] ?? 2,
    ...(trunkedTasks !== undefined && { trunkedTasks }),
    architecture: architectureOf(name),
  };
}

/**
 * What a type runs, also one that is not known here: in the families with a processor of AWS a `g` follows the generation.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(name: string): Architecture {
  return /^(a1|[a-z]+\d+g[a-z]*)(-|\.|$)/.test(name) ? 'ARM64' : 'X86_64';
}

/**
 * What tasks can reserve of the memory of a host, at the least: the rest is lost to the machine and to Linux before the
 * agent of ECS looks. Without `ECS_RESERVED_MEMORY`, which comes off, too.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 *
 * It stays just below what was measured on Amazon Linux 2, of 512 MiB to 256 GiB: t3.nano 423, t3.micro 920, t4g.small 1851,
 * c6g.medium 1839, c5.large 3663, t3.medium 3843, m5.large 7633, m5.xlarge 15516, c5.9xlarge 70207, m5.8xlarge 125982.
 * https://github.com/aws/karpenter-provider-aws/blob/15e87699c992/pkg/providers/instancetype/zz_generated.memory_overhead.go
 */
export function usableMemoryMiB(memoryMiB: number): number {
  return Math.floor(memoryMiB * 0.955 - Math.min(256, 40 + memoryMiB / 16));
}

/** Size → a number. */
type Sizes = Readonly<Record<string, number>>;

interface Family {
  /** By size; a size that is not here is not known. */
  readonly vcpus: Sizes;
  readonly gibPerVcpu: number;

  /** Where it does not follow from the processors. */
  readonly memoryMiB?: Sizes;

  /** Where it does not follow from the size. */
  readonly interfaces?: Sizes;
  readonly trunkedTasks?: Sizes;
}

const fromLarge: Sizes = { large: 2, xlarge: 4, '2xlarge': 8, '4xlarge': 16, '8xlarge': 32 };
const fromMedium: Sizes = { medium: 1, ...fromLarge };

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html */
const interfacesBySize: Sizes = {
  nano: 2,
  micro: 2,
  small: 3,
  medium: 2,
  large: 3,
  xlarge: 4,
  '2xlarge': 4,
  '4xlarge': 8,
  '8xlarge': 8,
  '9xlarge': 8,
};

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html */
const trunked = { medium: 4, large: 10, xlarge: 20, '2xlarge': 40, '4xlarge': 60 };
const narrowTrunk: Sizes = { ...trunked, '8xlarge': 60, '9xlarge': 60 };
const wideTrunk: Sizes = { ...trunked, '8xlarge': 90 };

/** Types with CPU credits; none has a trunk. */
const burstable: Family = {
  vcpus: { nano: 2, micro: 2, small: 2, medium: 2, large: 2, xlarge: 4, '2xlarge': 8 },
  gibPerVcpu: 4,
  memoryMiB: { nano: 512, micro: 1024, small: 2048, medium: 4096 },
  interfaces: { medium: 3 },
};

const general: Family = { vcpus: fromLarge, gibPerVcpu: 4 };
const compute: Family = { ...general, gibPerVcpu: 2 };
const memory: Family = { ...general, gibPerVcpu: 8 };

/** Family → sizes up to 8xlarge: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html */
const families: Readonly<Record<string, Family>> = {
  t3: burstable,
  t3a: { ...burstable, interfaces: { small: 2, medium: 3 } },
  t4g: burstable,

  m5: { ...general, trunkedTasks: narrowTrunk },
  m6a: { ...general, trunkedTasks: wideTrunk },
  m6i: { ...general, trunkedTasks: wideTrunk },
  m6g: { ...general, vcpus: fromMedium, trunkedTasks: narrowTrunk },
  m7a: { ...general, vcpus: fromMedium },
  m7i: general,
  m7g: { ...general, vcpus: fromMedium, trunkedTasks: narrowTrunk },
  m8g: { ...general, vcpus: fromMedium },

  c5: {
    ...compute,
    vcpus: { large: 2, xlarge: 4, '2xlarge': 8, '4xlarge': 16, '9xlarge': 36 },
    trunkedTasks: narrowTrunk,
  },
  c6i: { ...compute, trunkedTasks: wideTrunk },
  c6g: { ...compute, vcpus: fromMedium, trunkedTasks: narrowTrunk },
  c7i: compute,
  c7g: { ...compute, vcpus: fromMedium, trunkedTasks: narrowTrunk },
  c8g: { ...compute, vcpus: fromMedium },

  // AWS names r5.8xlarge as the one of its family without a trunk.
  r5: { ...memory, trunkedTasks: trunked },
  r6i: { ...memory, trunkedTasks: wideTrunk },
  r6g: { ...memory, vcpus: fromMedium, trunkedTasks: narrowTrunk },
  r7g: { ...memory, vcpus: fromMedium, trunkedTasks: narrowTrunk },
};
