import { type Size, smallestFargateSize } from './fargate-sizes';
import type { ResolvedService } from './resolved-service';
import { traceReceivers } from './tracing';

/** Minimum size of a service's own container, without its in-memory folders: enough for a small server in a scripting language. */
const minimumServiceSize: Size = { cpuUnits: 128, memoryMiB: 192 };

type Containers = Pick<ResolvedService, 'tmpfs' | 'sidecars' | 'tracing'>;

/** Total size of the sidecars of a service, including the one that receives its traces. */
export function sidecarSize({
  sidecars,
  tracing,
}: Pick<ResolvedService, 'sidecars' | 'tracing'>): Size {
  const all: readonly Size[] = tracing ? [...sidecars, traceReceivers[tracing].size] : sidecars;
  return {
    cpuUnits: all.reduce((sum, { cpuUnits }) => sum + cpuUnits, 0),
    memoryMiB: all.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
  };
}

/** The size of a task on EC2, without X-Ray's daemon if the daemon runs once on each instance. */
export function taskSizeWithoutDaemon(service: ResolvedService, hasDaemon: boolean): Size {
  const { cpuUnits, memoryMiB, tracing } = service;
  if (!hasDaemon || tracing !== 'xray') return { cpuUnits, memoryMiB };
  return {
    cpuUnits: cpuUnits - traceReceivers.xray.size.cpuUnits,
    memoryMiB: memoryMiB - traceReceivers.xray.size.memoryMiB,
  };
}

/** The minimum size of a task of a service. */
export function requiredSize(service: Containers): Size {
  const sidecarTotal = sidecarSize(service);
  const folders = Object.values(service.tmpfs).reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
  return {
    cpuUnits: minimumServiceSize.cpuUnits + sidecarTotal.cpuUnits,
    memoryMiB: minimumServiceSize.memoryMiB + folders + sidecarTotal.memoryMiB,
  };
}

/**
 * The size of a task. A value that is not set gets the smallest of Fargate's sizes in which the containers fit. If they do not fit
 * into the values that are set, these are kept, so that the checks report them.
 */
export function taskSize(service: Containers, written: Partial<Size>): Size {
  const { cpuUnits, memoryMiB } = written;
  if (cpuUnits !== undefined && memoryMiB !== undefined) return { cpuUnits, memoryMiB };
  const needed = requiredSize(service);
  return (
    smallestFargateSize(needed, written) ??
    smallestFargateSize({ ...needed, cpuUnits: 0 }, written) ??
    smallestFargateSize({ cpuUnits: 0, memoryMiB: 0 }, written) ?? {
      cpuUnits: cpuUnits ?? 256,
      memoryMiB: memoryMiB ?? 512,
    }
  );
}
