import type { ContainerOptions } from './container-options';
import type { HealthCheckOptions, TargetHealthOptions } from './health-check-options';
import type { ResolvedRoute } from './routes';
import type { ScalingOptions } from './scaling-options';
import type { ServiceOptions } from './service-options';
import type { SidecarOptions } from './sidecar-options';
import type { TaskOptions } from './task-options';

/** A container that was checked, with everything filled in. */
export interface ResolvedContainer
  extends Omit<Required<ContainerOptions>, 'command' | 'entryPoint' | 'healthCheck' | 'user'> {
  readonly command: readonly string[] | undefined;
  readonly entryPoint: readonly string[] | undefined;
  readonly healthCheck: Required<HealthCheckOptions> | undefined;
  readonly user: string | undefined;
}

export interface ResolvedSidecar
  extends ResolvedContainer,
    Pick<Required<SidecarOptions>, 'name' | 'cpuUnits' | 'memoryMiB' | 'essential'> {
  readonly waitFor?: SidecarOptions['waitFor'];
}

/** How many tasks there are. Aims are optional: where none is written it is CPU, at 70 percent. */
export interface ResolvedScaling
  extends Omit<Required<ScalingOptions>, ScalingTargetField>,
    Pick<ScalingOptions, ScalingTargetField> {}

type ScalingTargetField = 'cpuPercent' | 'memoryPercent' | 'requestsPerTaskPerMinute';

/** A service that was checked, with everything filled in: what all stacks are made of. */
export interface ResolvedService extends ResolvedContainer, ResolvedTask, ResolvedRouting {
  readonly name: string;

  /** Whether Application Auto Scaling has the number of tasks; else Terraform has it, and both bounds are it. */
  readonly isScaled: boolean;
  readonly scaling: ResolvedScaling;
}

interface ResolvedTask extends Omit<Required<TaskOptions>, OptionalTaskField | 'sidecars'> {
  readonly ephemeralStorageGiB?: number;
  readonly drainSeconds?: number;
  readonly tracing?: TaskOptions['tracing'];
  readonly sidecars: readonly ResolvedSidecar[];
}

type OptionalTaskField = 'ephemeralStorageGiB' | 'drainSeconds' | 'tracing';

/** How it is reached. */
interface ResolvedRouting
  extends Required<Pick<ServiceOptions, 'port' | 'healthPath' | 'deregistrationSeconds'>> {
  readonly routes: readonly ResolvedRoute[];
  readonly targetHealth: Required<TargetHealthOptions>;
  readonly page?: string;
}

/** All containers of a service that are described: its own, and those beside it. */
export function allContainers(
  service: ResolvedService,
): readonly (ResolvedService | ResolvedSidecar)[] {
  return [service, ...service.sidecars];
}

/** The folders from which images are built, each once, in the order of their names. */
export function builtFolders(services: readonly ResolvedService[]): string[] {
  const folders = services
    .flatMap(allContainers)
    .flatMap(({ image }) => ('folder' in image ? [image.folder] : []));
  return [...new Set(folders)].sort();
}

/** The images of a service that are there already: `public.ecr.aws/nginx/nginx:1.30`. */
export function referencedImages(service: ResolvedService): string[] {
  return allContainers(service).flatMap(({ image }) =>
    'folder' in image ? [] : [image.reference],
  );
}

/** The most tasks that a service can ever have, by its schedules, too. */
export function maxTaskCount({ scaling }: Pick<ResolvedService, 'scaling'>): number {
  const scheduled = scaling.schedules.flatMap(({ maxTasks }) => maxTasks ?? []);
  return Math.max(scaling.maxTasks, ...scheduled);
}

/** The fewest tasks that a service can ever have, by its schedules, too. */
export function minTaskCount({ scaling }: Pick<ResolvedService, 'scaling'>): number {
  const scheduled = scaling.schedules.flatMap(({ minTasks }) => minTasks ?? []);
  return Math.min(scaling.minTasks, ...scheduled);
}
