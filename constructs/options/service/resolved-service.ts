import type { ContainerOptions, SecretOptions, TmpfsOptions } from './container-options';
import type { HealthCheckOptions, TargetHealthOptions } from './health-check-options';
import type { ResolvedRoute } from './routes';
import type { ScalingOptions } from './scaling-options';
import type { ServiceOptions } from './service-options';
import type { SidecarOptions } from './sidecar-options';
import type { TaskOptions } from './task-options';

/** A validated container with all defaults. */
export interface ResolvedContainer
  extends Omit<
    Required<ContainerOptions>,
    'command' | 'entryPoint' | 'healthCheck' | 'user' | 'tmpfs'
  > {
  readonly command: readonly string[] | undefined;
  readonly entryPoint: readonly string[] | undefined;
  readonly healthCheck: Required<HealthCheckOptions> | undefined;
  readonly user: string | undefined;

  /** In-memory folders by their paths. */
  readonly tmpfs: Readonly<Record<string, Required<TmpfsOptions>>>;
}

export interface ResolvedSidecar
  extends ResolvedContainer,
    Pick<Required<SidecarOptions>, 'name' | 'cpuUnits' | 'memoryMiB' | 'essential'> {
  readonly waitFor?: SidecarOptions['waitFor'];
}

/** Scaling with all defaults. Targets are optional; without any, the target is 70 percent CPU. */
export interface ResolvedScaling
  extends Omit<Required<ScalingOptions>, ScalingTargetField>,
    Pick<ScalingOptions, ScalingTargetField> {}

type ScalingTargetField = 'cpuPercent' | 'memoryPercent' | 'requestsPerTaskPerMinute';

/** A validated service with all defaults, the input of all stacks. */
export interface ResolvedService extends ResolvedContainer, ResolvedTask, ResolvedRouting {
  readonly name: string;

  /** Whether Application Auto Scaling sets the number of tasks. Otherwise Terraform does, and `minTasks` and `maxTasks` are equal. */
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

/** How requests reach the service. */
interface ResolvedRouting
  extends Required<Pick<ServiceOptions, 'port' | 'healthPath' | 'deregistrationSeconds'>> {
  readonly routes: readonly ResolvedRoute[];
  readonly targetHealth: Required<TargetHealthOptions>;
  readonly healthCheckGraceSeconds?: number;
  readonly page?: string;
}

/** The containers of a service: its own and its sidecars. */
export function allContainers(
  service: ResolvedService,
): readonly (ResolvedService | ResolvedSidecar)[] {
  return [service, ...service.sidecars];
}

/** The folders from which images are built, each once, sorted. */
export function builtFolders(services: readonly ResolvedService[]): string[] {
  const folders = services
    .flatMap(allContainers)
    .flatMap(({ image }) => ('folder' in image ? [image.folder] : []));
  return [...new Set(folders)].sort();
}

/** The secrets of services, each once. */
export function secretsOf(services: readonly ResolvedService[]): SecretOptions[] {
  const all = services
    .flatMap(allContainers)
    .flatMap(({ secrets }) => Object.values(secrets))
    .map((secret) => [JSON.stringify(secret), secret] as const);
  return [...new Map(all).values()];
}

/** The existing images of a service: `public.ecr.aws/nginx/nginx:1.30`. */
export function referencedImages(service: ResolvedService): string[] {
  return allContainers(service).flatMap(({ image }) =>
    'folder' in image ? [] : [image.reference],
  );
}

/** The maximum number of tasks of a service, including its schedules. */
export function maxTaskCount({ scaling }: Pick<ResolvedService, 'scaling'>): number {
  const scheduled = scaling.schedules.flatMap(({ maxTasks }) => maxTasks ?? []);
  return Math.max(scaling.maxTasks, ...scheduled);
}

/** The minimum number of tasks of a service, including its schedules. */
export function minTaskCount({ scaling }: Pick<ResolvedService, 'scaling'>): number {
  const scheduled = scaling.schedules.flatMap(({ minTasks }) => minTasks ?? []);
  return Math.min(scaling.minTasks, ...scheduled);
}
