import { Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import type { ResolvedService } from '../options/service/resolved-service';
import { sidecarSize } from '../options/service/task-size';
import { otlpPorts, traceReceivers, xrayPort } from '../options/service/tracing';
import { setServiceMetadata } from '../terraform/service-metadata';
import {
  containerConfig,
  cpuLimit,
  type DockerContext,
  healthCheckConfig,
  memoryLimit,
} from './docker-container';
import type { DockerInitContainer } from './docker-init-container';
import { projectFolder } from './local-images';

export interface DockerServiceProps {
  readonly service: ResolvedService;
  readonly context: DockerContext;

  /** Containers that must succeed before this one is created. */
  readonly initContainers: readonly DockerInitContainer[];
}

/**
 * The container of a service on the Docker Engine, with the limits, privileges and health check that it has on AWS. The proxy
 * reaches it by the name of the service, on a network that other services are not on.
 *
 * Synthesizes `docker_container`.
 */
export class DockerService extends Construct {
  readonly container: Container;

  constructor(scope: Construct, id: string, props: DockerServiceProps) {
    super(scope, id);
    setServiceMetadata(this, props.service.name);
    const { service, context, initContainers } = props;
    const { name, page, stopSeconds } = service;
    const sidecarTotal = sidecarSize(service);

    this.container = new Container(this, 'Default', {
      ...containerConfig(service, stopSeconds, context, stubVariables(service)),
      ...healthCheckConfig(service.routes.length > 0 ? service : workerCheck(service)),
      // Terraform does not wait until the container is healthy. It may need its sidecars for that, but they are created later,
      // because they share its network.
      ...(service.sidecars.some(({ waitFor }) => waitFor !== 'success') ? { wait: false } : {}),
      name: `${context.prefix}-${name}`,
      networksAdvanced: [{ name: context.network.name, aliases: [name] }],
      // The size of the task, less its sidecars.
      cpus: cpuLimit(service.cpuUnits - sidecarTotal.cpuUnits),
      ...memoryLimit(service.memoryMiB - sidecarTotal.memoryMiB),
      // A mount is used, because for a volume Docker would create a missing folder.
      mounts: page
        ? [
            {
              type: 'bind',
              // Docker requires an absolute path. Terraform resolves it, so that the configuration is the same on each machine.
              source: `\${abspath("${projectFolder}/${page}")}`,
              target: '/srv/www',
              readOnly: true,
            },
          ]
        : undefined,
      ...afterInitContainers(initContainers),
    });
  }
}

/**
 * The health check of a service without routes. Without one, that of the image does not apply: Amazon ECS ignores it, and it may be
 * for another service that runs the same image.
 */
function workerCheck({ image, healthCheck }: ResolvedService) {
  const times = { intervalSeconds: 5, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 15 };
  return { image, healthCheck: healthCheck ?? { command: ['NONE'], ...times } };
}

/** Replaces the service's container after an init container has run again, as in each new task on AWS. */
function afterInitContainers(initContainers: readonly DockerInitContainer[]) {
  if (initContainers.length === 0) return {};
  return {
    lifecycle: {
      replaceTriggeredBy: initContainers.map(
        ({ container }) => `docker_container.${container.friendlyUniqueId}.id`,
      ),
    },
    dependsOn: initContainers.map(({ container }) => container),
  };
}

/** Variables that say where the stub is, which receives all traces on this machine. */
function stubVariables({ name, tracing }: ResolvedService): Record<string, string> {
  const host = traceReceivers.xray.name;
  if (tracing === undefined) return {};
  return tracing === 'opentelemetry'
    ? { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}:${otlpPorts.http}` }
    : { AWS_XRAY_DAEMON_ADDRESS: `${host}:${xrayPort}`, AWS_XRAY_TRACING_NAME: name };
}
