import { Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import { xrayName, xrayPort } from '../ecs/xray-sidecar';
import type { ResolvedService } from '../options/service/resolve-services';
import { sidecarSize } from '../options/service/task-size';
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

  /** What must have ended well before it is made. */
  readonly initContainers: readonly DockerInitContainer[];
}

/**
 * The container of a service on the Docker Engine: with the limits, rights and health check that it has on AWS. Other
 * containers on the network reach it under the name of the service.
 *
 * Synthesizes `docker_container`.
 */
export class DockerService extends Construct {
  readonly container: Container;

  constructor(scope: Construct, id: string, props: DockerServiceProps) {
    super(scope, id);
    setServiceMetadata(this, props.service.name);
    const { service, context, initContainers } = props;
    const { name, page, tracing, stopSeconds } = service;
    const sidecarTotal = sidecarSize(service);

    this.container = new Container(this, 'Default', {
      ...containerConfig(service, stopSeconds, context, tracing && xrayStubVariables(name)),
      ...healthCheckConfig(service),
      // Those beside it are made after it, as their network is its own, and it may need them to become healthy.
      ...(service.sidecars.some(({ waitFor }) => waitFor !== 'success') ? { wait: false } : {}),
      name: `${context.prefix}-${name}`,
      networksAdvanced: [{ name: context.network.name, aliases: [name] }],
      // What remains of the task.
      cpus: cpuLimit(service.cpuUnits - sidecarTotal.cpuUnits),
      ...memoryLimit(service.memoryMiB - sidecarTotal.memoryMiB),
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
      ...afterInitContainers(initContainers),
    });
  }
}

/** As each new task on AWS: first the steps, then a container that finds what they did. */
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

function xrayStubVariables(service: string) {
  return {
    AWS_XRAY_DAEMON_ADDRESS: `${xrayName}:${xrayPort}`,
    AWS_XRAY_TRACING_NAME: service,
  };
}
