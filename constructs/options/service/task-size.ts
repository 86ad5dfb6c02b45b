import { type Size, smallestFargateSize } from './fargate-sizes';
import type { ResolvedService } from './resolved-service';

/** What a service's own container needs at least, besides its folders in memory: a small server in a script language. */
const minimumServiceSize: Size = { cpuUnits: 128, memoryMiB: 192 };

/** What X-Ray's daemon is given: https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html */
export const xraySize: Size = { cpuUnits: 32, memoryMiB: 256 };

type Containers = Pick<ResolvedService, 'tmpfs' | 'sidecars' | 'tracing'>;

/** What the containers beside that of a service take, X-Ray's daemon included. */
export function sidecarSize({
  sidecars,
  tracing,
}: Pick<ResolvedService, 'sidecars' | 'tracing'>): Size {
  const all: readonly Size[] = tracing ? [...sidecars, xraySize] : sidecars;
  return {
    cpuUnits: all.reduce((sum, { cpuUnits }) => sum + cpuUnits, 0),
    memoryMiB: all.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
  };
}

/** The size of a task where X-Ray's daemon may be on each host: what it takes in a task elsewhere is not in it. */
export function taskSizeWithoutDaemon(service: ResolvedService, hasDaemon: boolean): Size {
  const { cpuUnits, memoryMiB, tracing } = service;
  if (!hasDaemon || !tracing) return { cpuUnits, memoryMiB };
  return {
    cpuUnits: cpuUnits - xraySize.cpuUnits,
    memoryMiB: memoryMiB - xraySize.memoryMiB,
  };
}

/** The least that a task of a service needs. */
export function requiredSize(service: Containers): Size {
  const sidecarTotal = sidecarSize(service);
  const folders = Object.values(service.tmpfs).reduce((sum, sizeMiB) => sum + sizeMiB, 0);
  return {
    cpuUnits: minimumServiceSize.cpuUnits + sidecarTotal.cpuUnits,
    memoryMiB: minimumServiceSize.memoryMiB + folders + sidecarTotal.memoryMiB,
  };
}

/**
 * The size of a task: as it is written, and what is not is the least of Fargate's that goes with it. Where not all
 * fits, what is written stays, for the checks to see.
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
