import type { Ec2CapacityOptions } from './ec2-capacity-options';

/** Hosts with everything filled in but their types, whose facts are looked up. */
export type ResolvedEc2Capacity = Omit<Required<Ec2CapacityOptions>, 'instanceTypes'>;

/** Fills in what a description leaves out. */
export function resolveEc2Capacity(ec2Capacity: Ec2CapacityOptions): ResolvedEc2Capacity {
  const { instanceTypes: _, ...written } = ec2Capacity;
  const isWritten = ([, value]: [string, unknown]) => value !== undefined;
  return {
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
    ...(Object.fromEntries(
      Object.entries(written).filter(isWritten),
    ) as Partial<ResolvedEc2Capacity>),
  };
}
