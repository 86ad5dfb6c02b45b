import { createHash } from 'node:crypto';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { hasHealthCheck, readDockerfile } from '../options/dockerfile';
import type { FolderImage } from '../options/service/container-options';
import { healthCheckTest, isWithoutCheck } from '../options/service/health-check-test';
import { imageBuild } from '../options/service/image-build';
import type { ResolvedService, ResolvedSidecar } from '../options/service/resolved-service';
import { escapeTemplate } from '../terraform/json-template';
import type { LocalSecrets } from './local-secrets';

/** What all containers of a service on this machine have in common. */
export interface DockerContext {
  /** Prefix of all container names. */
  readonly prefix: string;

  /** Network of the service: of its own containers, the proxy, and the fake X-Ray daemon if it has `tracing`. */
  readonly network: Network;
  readonly imageOf: (image: ResolvedService['image']) => Image;

  /** Values of the secrets of the service. */
  readonly secrets: LocalSecrets;
}

/** Configuration that the container of a service and its sidecars have in common. */
export function containerConfig(
  container: ResolvedService | ResolvedSidecar,
  stopSeconds: number,
  { prefix, network, imageOf, secrets }: DockerContext,
  more: Readonly<Record<string, string>> = {},
) {
  const { entryPoint, command, environment, user, memoryMiB } = container;
  return {
    ...hardenedConfig(prefix, { ...container, stopSeconds }, [network]),
    image: imageOf(container.image).imageId,
    entrypoint: entryPoint?.map(escapeTemplate),
    command: command?.map(escapeTemplate),
    init: container.initProcess,
    env: [
      ...environmentVariables({ ...environment, ...more }),
      ...secrets.variables(container),
    ].sort(),
    user,
    ...memoryLimit(memoryMiB),
  };
}

/** Memory limit without swap, as on Fargate. */
export function memoryLimit(memoryMiB: number) {
  return { memory: memoryMiB, memorySwap: memoryMiB };
}

/** CPU limit in CPUs: 1024 CPU units are one CPU. Docker accepts nine decimals; three are enough. */
export function cpuLimit(cpuUnits: number): string {
  return String(Math.round((cpuUnits / 1024) * 1000) / 1000);
}

/**
 * A health check in Docker's form, and how long `terraform apply` waits for it. By default, the health check of the image
 * applies.
 */
export function healthCheckConfig({
  image,
  healthCheck,
}: Pick<ResolvedService, 'image' | 'healthCheck'>) {
  const imageHasHealthCheck = 'folder' in image && isHealthChecked(image);
  const { command, intervalSeconds, timeoutSeconds, retries, startPeriodSeconds } =
    healthCheck ?? defaultHealthCheck;
  return {
    healthcheck: healthCheck && {
      test: healthCheckTest(command).map(escapeTemplate),
      interval: duration(intervalSeconds),
      timeout: duration(timeoutSeconds),
      retries,
      startPeriod: duration(startPeriodSeconds),
    },
    // The provider does not support waiting without a health check.
    wait: healthCheck ? !isWithoutCheck(healthCheck) : imageHasHealthCheck,
    // The longest time until a failing health check makes the container unhealthy, and a margin.
    waitTimeout: startPeriodSeconds + retries * (intervalSeconds + timeoutSeconds) + 15,
  };
}

function isHealthChecked(image: FolderImage): boolean {
  const { dockerfile, target } = imageBuild(image);
  return hasHealthCheck(readDockerfile(dockerfile), target);
}

const defaultHealthCheck = {
  command: [],
  intervalSeconds: 10,
  timeoutSeconds: 5,
  retries: 3,
  startPeriodSeconds: 15,
};

/** Seconds in the form that Docker returns, `1m30s`; with any other form each plan would show a change. */
function duration(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

type HardenedContainer = Pick<ResolvedService, 'stopSeconds' | 'writableRoot' | 'tmpfs'> &
  Partial<Pick<ResolvedService, 'command' | 'entryPoint' | 'healthCheck'>>;

/** Configuration of every container of a local stack: hardening, restarts and log limits. */
export function hardenedConfig(
  prefix: string,
  container: HardenedContainer,
  networks: readonly Network[],
) {
  const { stopSeconds, writableRoot, tmpfs } = container;
  return {
    labels: [
      { label: 'magicnight.name', value: prefix },
      { label: 'magicnight.revision', value: revisionOf(container) },
      // A network that was created again has the same name, so only this replaces the container.
      { label: 'magicnight.network', value: networks.map(({ id }) => id).join(',') },
    ],
    readOnly: !writableRoot,
    tmpfs: Object.fromEntries(
      Object.entries(tmpfs).map(([path, { sizeMiB, executable }]) => [
        path,
        // By default, the engine allows to execute nothing there.
        `size=${sizeMiB}m,mode=1777${executable ? ',exec' : ''}`,
      ]),
    ),
    capabilities: { drop: ['ALL'] },
    securityOpts: ['no-new-privileges:true'],
    restart: 'unless-stopped',
    stopTimeout: stopSeconds,
    destroyGraceSeconds: stopSeconds,
    // Non-blocking, as with CloudWatch Logs: a container does not wait for its log lines to be written.
    logDriver: 'json-file',
    logOpts: { mode: 'non-blocking', 'max-size': '10m', 'max-file': '3' },
  };
}

/**
 * A hash of settings that the provider changes in place without effect, or whose removal it does not detect. It is stored in a
 * label, because a changed label replaces the container. The order of the `tmpfs` folders does not matter.
 */
function revisionOf({ tmpfs, healthCheck, command, entryPoint }: HardenedContainer): string {
  const folders = Object.entries(tmpfs).sort(([a], [b]) => (a < b ? -1 : 1));
  const program = command || entryPoint ? [[entryPoint, command]] : [];
  const text = JSON.stringify([folders, healthCheck, ...program]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Environment variables in Docker's form. */
function environmentVariables(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).map(([name, value]) => `${name}=${escapeTemplate(value)}`);
}
