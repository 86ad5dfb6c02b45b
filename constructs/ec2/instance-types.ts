/** Properties of an EC2 instance type. */
export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;

  /** CPU units that tasks can reserve: 1024 for each vCPU. */
  readonly cpuUnits: number;

  /** Memory of the type; tasks can reserve {@link usableMemoryMiB} of it. */
  readonly memoryMiB: number;

  /**
   * Maximum number of network interfaces. The instance uses the first; each other one is available to a task in mode `awsvpc`.
   */
  readonly networkInterfaces: number;

  /** Maximum number of `awsvpc` tasks if the account has `awsvpcTrunking`; `undefined` if unsupported or unknown. */
  readonly trunkedTasks?: number;
  readonly architecture: Architecture;
}

/** Architecture in ECS: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html */
export type Architecture = 'X86_64' | 'ARM64';

/** Properties of a type such as `m7g.large`. `undefined` means that the type is not listed here, not that it does not exist. */
export function instanceType(name: string): InstanceType | undefined {
  const [family = '', size = '', ...rest] = name.split('.');
  const facts = rest.length === 0 && Object.hasOwn(families, family) ? families[family] : undefined;
  const vcpus = facts && Object.hasOwn(facts.vcpus, size) ? facts.vcpus[size] : undefined;
  if (facts === undefined || vcpus === undefined) return undefined;
  const trunkedTasks = facts.trunkedTasks?.[size];
  return {
    name,
    vcpus,
    cpuUnits: 1024 * vcpus,
    memoryMiB: facts.memoryMiB?.[size] ?? facts.gibPerVcpu * 1024 * vcpus,
    networkInterfaces: facts.interfaces?.[size] ?? interfacesBySize[size] ?? 2,
    ...(trunkedTasks !== undefined && { trunkedTasks }),
    architecture: architectureOf(name),
  };
}

/**
 * Architecture of any type, listed here or not: families with AWS Graviton processors have a `g` after the generation.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(name: string): Architecture {
  return /^(a1|[a-z]+\d+g[a-z]*)(-|\.|$)/.test(name) ? 'ARM64' : 'X86_64';
}

/**
 * Minimum memory that tasks can reserve on an instance. The hypervisor and Linux use the rest, so the ECS agent does not
 * register it. `ECS_RESERVED_MEMORY`, if set, must be subtracted.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 *
 * The formula stays just below measurements on Amazon Linux 2, from 512 MiB to 256 GiB: t3.nano 423, t3.micro 920, t4g.small 1851,
 * c6g.medium 1839, c5.large 3663, t3.medium 3843, m5.large 7633, m5.xlarge 15516, c5.9xlarge 70207, m5.8xlarge 125982.
 * https://github.com/aws/karpenter-provider-aws/blob/15e87699c992/pkg/providers/instancetype/zz_generated.memory_overhead.go
 */
export function usableMemoryMiB(memoryMiB: number): number {
  return Math.floor(memoryMiB * 0.955 - Math.min(256, 40 + memoryMiB / 16));
}

/** A number for each size. */
type Sizes = Readonly<Record<string, number>>;

interface Family {
  /** vCPUs by size; other sizes are unknown. */
  readonly vcpus: Sizes;
  readonly gibPerVcpu: number;

  /** By size, if it is not `gibPerVcpu` times the vCPUs. */
  readonly memoryMiB?: Sizes;

  /** Network interfaces by size, if they differ from those of most families. */
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

/** Burstable types; none supports trunking. */
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

  // In this family r5.8xlarge does not support trunking.
  r5: { ...memory, trunkedTasks: trunked },
  r6i: { ...memory, trunkedTasks: wideTrunk },
  r6g: { ...memory, vcpus: fromMedium, trunkedTasks: narrowTrunk },
  r7g: { ...memory, vcpus: fromMedium, trunkedTasks: narrowTrunk },
};
