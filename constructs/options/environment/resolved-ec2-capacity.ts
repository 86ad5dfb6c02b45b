import type { HostsDescription } from './ec2-capacity-options';

/** Hosts with everything filled in but their types, whose facts are looked up. */
export type ResolvedHosts = Omit<Required<HostsDescription>, 'instanceTypes'>;

/** Fills in what a description leaves out. */
export function resolveHosts(hosts: HostsDescription): ResolvedHosts {
  const { instanceTypes: _, ...written } = hosts;
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
    ...(Object.fromEntries(Object.entries(written).filter(isWritten)) as Partial<ResolvedHosts>),
  };
}
