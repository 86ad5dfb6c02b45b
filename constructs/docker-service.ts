import { Container } from '@cdktf/provider-docker/lib/container';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { Construct } from 'constructs';
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
      ...hardened(prefix, service),
      ...health(service.healthCheck),
      name: `${prefix}-${service.name}`,
      image: image.imageId,
      networksAdvanced: [{ name: network.name, aliases: [service.name] }],
      env: variables(service.environment),
      user: service.user,
      cpus: String(service.cpuUnits / 1024),
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
 */
export function health(check: Service['healthCheck']) {
  const { command, intervalSeconds, timeoutSeconds, retries, startPeriodSeconds } = check ?? usual;
  return {
    healthcheck: check && {
      test: ['CMD', ...command.map(literal)],
      interval: `${intervalSeconds}s`,
      timeout: `${timeoutSeconds}s`,
      retries,
      startPeriod: `${startPeriodSeconds}s`,
    },
    wait: true,
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

/** What every container of a local stack has. */
export function hardened(
  prefix: string,
  { stopSeconds, writableRoot, tmpfs }: Pick<Service, 'stopSeconds' | 'writableRoot' | 'tmpfs'>,
) {
  return {
    labels: [{ label: 'magicnight.name', value: prefix }],
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

/** A text in which Terraform evaluates nothing. */
function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
