import { createHash } from 'node:crypto';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { hasHealthCheck } from '../options/service/image-checks';
import type { ResolvedService, ResolvedSidecar } from '../options/service/resolve-services';
import { escapeTemplate } from '../terraform/escape-template';
import type { LocalSecrets } from './local-secrets';

/** Where a container of a service runs on the laptop, and with what. */
export interface DockerContext {
  /** Begins the names of all containers. */
  readonly prefix: string;
  readonly network: Network;
  readonly imageOf: (image: ResolvedService['image']) => Image;

  /** Values of the secrets of the service. */
  readonly secrets: LocalSecrets;
}

/** What the container of a service and those beside it have in the same way. */
export function containerConfig(
  container: ResolvedService | ResolvedSidecar,
  stopSeconds: number,
  { prefix, network, imageOf, secrets }: DockerContext,
  more: Readonly<Record<string, string>> = {},
) {
  const { entryPoint, command, environment, user, memoryMiB } = container;
  return {
    ...hardenedConfig(prefix, { ...container, stopSeconds }, network),
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

/** Without swap, as on Fargate. */
export function memoryLimit(memoryMiB: number) {
  return { memory: memoryMiB, memorySwap: memoryMiB };
}

/** A share of the machine; the engine takes nine decimals, and three are enough. */
export function cpuLimit(cpuUnits: number): string {
  return String(Math.round((cpuUnits / 1024) * 1000) / 1000);
}

/** A health check in Docker's form, for which `terraform apply` waits; by default that of the image. */
export function healthCheckConfig({
  image,
  healthCheck,
}: Pick<ResolvedService, 'image' | 'healthCheck'>) {
  const isOfImage = 'folder' in image && hasHealthCheck(image.folder);
  const { command, intervalSeconds, timeoutSeconds, retries, startPeriodSeconds } =
    healthCheck ?? defaultHealthCheck;
  return {
    healthcheck: healthCheck && {
      test: ['CMD', ...command.map(escapeTemplate)],
      interval: duration(intervalSeconds),
      timeout: duration(timeoutSeconds),
      retries,
      startPeriod: duration(startPeriodSeconds),
    },
    // There is nothing to wait for without one, and the provider refuses to.
    wait: healthCheck !== undefined || isOfImage,
    // No longer than it can take until the check has failed for good.
    waitTimeout: startPeriodSeconds + retries * (intervalSeconds + timeoutSeconds) + 15,
  };
}

const defaultHealthCheck = {
  command: [],
  intervalSeconds: 10,
  timeoutSeconds: 5,
  retries: 3,
  startPeriodSeconds: 15,
};

/** Seconds as Docker gives them back, or each plan would want to change them: `1m30s`. */
function duration(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

type HardenedContainer = Pick<ResolvedService, 'stopSeconds' | 'writableRoot' | 'tmpfs'> &
  Partial<Pick<ResolvedService, 'command' | 'entryPoint' | 'healthCheck'>>;

/** What every container of a local stack has. */
export function hardenedConfig(prefix: string, container: HardenedContainer, network: Network) {
  const { stopSeconds, writableRoot, tmpfs } = container;
  return {
    labels: [
      { label: 'magicnight.name', value: prefix },
      { label: 'magicnight.revision', value: revisionOf(container) },
      { label: 'magicnight.network', value: network.id },
    ],
    readOnly: !writableRoot,
    tmpfs: Object.fromEntries(
      Object.entries(tmpfs).map(([path, sizeMiB]) => [path, `size=${sizeMiB}m,mode=1777`]),
    ),
    capabilities: { drop: ['ALL'] },
    securityOpts: ['no-new-privileges:true'],
    restart: 'unless-stopped',
    stopTimeout: stopSeconds,
    destroyGraceSeconds: stopSeconds,
    // A container that logs faster than the disk is not held up, as with CloudWatch Logs.
    logDriver: 'json-file',
    logOpts: { mode: 'non-blocking', 'max-size': '10m', 'max-file': '3' },
  };
}

/**
 * A word that follows from what the provider changes in place, to no effect, or does not see taken away: another label makes
 * another container. The order in which folders were written does not count.
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
