import { createHash } from 'node:crypto';
import { Container } from '@cdktf/provider-docker/lib/container';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { Construct } from 'constructs';
import { literal } from './container-definition';
import { hasHealthCheck } from './file-checks';
import { projectFolder } from './local-images';
import type { Service } from './service';

export interface DockerServiceProps {
  readonly service: Service;
  readonly image: Image;
  readonly network: Network;

  /** What the name of the container begins with. */
  readonly prefix: string;
}

/**
 * One service as a container on the Docker Engine: with the limits, rights and health check that it has on AWS.
 * Other containers on the network reach it under the name of the service.
 *
 * Synthesizes `docker_container`.
 */
export class DockerService extends Construct {
  constructor(scope: Construct, id: string, props: DockerServiceProps) {
    super(scope, id);
    const { service, image, network, prefix } = props;
    const { page } = service;

    new Container(this, 'Default', {
      ...hardened(prefix, service, network),
      ...health(
        service.healthCheck,
        'folder' in service.image && hasHealthCheck(service.image.folder),
      ),
      name: `${prefix}-${service.name}`,
      image: image.imageId,
      networksAdvanced: [{ name: network.name, aliases: [service.name] }],
      env: variables(service.environment),
      user: service.user,
      // The engine takes nine decimals; three are enough.
      cpus: String(Math.round((service.cpuUnits / 1024) * 1000) / 1000),
      memory: service.memoryMiB,
      // Without swap, as on Fargate.
      memorySwap: service.memoryMiB,
      // A mount, not a volume: Docker would make an empty folder where there is none.
      mounts: page
        ? [
            {
              type: 'bind',
              // Docker wants an absolute path; Terraform makes it, so that the file is the same on each machine.
              source: `\${abspath("${projectFolder}/${page}")}`,
              target: '/srv/www',
              readOnly: true,
            },
          ]
        : undefined,
    });
  }
}

/**
 * A health check in Docker's form, for which `terraform apply` waits.
 *
 * @param check default: that of the image.
 * @param image whether the image has one.
 */
export function health(check: Service['healthCheck'], image: boolean) {
  const { command, intervalSeconds, timeoutSeconds, retries, startPeriodSeconds } = check ?? usual;
  return {
    healthcheck: check && {
      test: ['CMD', ...command.map(literal)],
      interval: duration(intervalSeconds),
      timeout: duration(timeoutSeconds),
      retries,
      startPeriod: duration(startPeriodSeconds),
    },
    // There is nothing to wait for without one, and the provider refuses to.
    wait: check !== undefined || image,
    // No longer than it can take until the check has failed for good.
    waitTimeout: startPeriodSeconds + retries * (intervalSeconds + timeoutSeconds) + 15,
  };
}

const usual = {
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

type Hardening = Pick<Service, 'stopSeconds' | 'writableRoot' | 'tmpfs' | 'healthCheck'>;

/** A word that follows from both, whatever the order in which the folders were written. */
function revisionOf(tmpfs: Service['tmpfs'], healthCheck: Service['healthCheck']): string {
  const folders = Object.entries(tmpfs).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([folders, healthCheck]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** What every container of a local stack has. */
export function hardened(
  prefix: string,
  { stopSeconds, writableRoot, tmpfs, healthCheck }: Hardening,
  network: Network,
) {
  return {
    labels: [
      { label: 'magicnight.name', value: prefix },
      // The provider changes these in place, to no effect; another label makes another container.
      { label: 'magicnight.revision', value: revisionOf(tmpfs, healthCheck) },
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

/** Environment variables in Docker's form, in the order of their names. */
export function variables(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${literal(value)}`)
    .sort();
}
