import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import { architectureOf, instanceType, usableMemoryMiB } from './instance-types';

/** Capacity for tasks of one instance type. */
export interface InstanceCapacity {
  readonly name: string;
  readonly cpuUnits: number;
  readonly usableMemoryMiB: number;
  readonly networkInterfaces: number;

  /** Network interfaces for tasks if the account has `awsvpcTrunking`; `undefined` if trunking has no effect. */
  readonly trunkedInterfaces?: number;
  readonly architecture: 'x86_64' | 'arm64';
}

/**
 * The instance types of the options, in order of preference. Types that are neither in instance-types.ts nor described in the
 * options are omitted.
 */
export function instanceCapacities({
  instanceTypes,
}: Pick<ResolvedEc2Capacity, 'instanceTypes'>): InstanceCapacity[] {
  return instanceTypes.flatMap((written) => {
    const isName = typeof written === 'string';
    const facts = isName ? instanceType(written) : { ...written, cpuUnits: written.vcpus * 1024 };
    if (!facts) return [];
    const { name, cpuUnits, memoryMiB, networkInterfaces } = facts;
    const byName = architectureOf(name) === 'ARM64' ? 'arm64' : 'x86_64';
    return {
      name,
      cpuUnits,
      usableMemoryMiB: usableMemoryMiB(memoryMiB),
      networkInterfaces,
      trunkedInterfaces: 'trunkedTasks' in facts ? facts.trunkedTasks : undefined,
      architecture: isName ? byName : (written.architecture ?? byName),
    };
  });
}
