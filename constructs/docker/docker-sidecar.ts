import { Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import type { ResolvedService, ResolvedSidecar } from '../options/service/resolved-service';
import { setServiceMetadata } from '../terraform/service-metadata';
import {
  containerConfig,
  cpuLimit,
  type DockerContext,
  healthCheckConfig,
} from './docker-container';
import type { DockerService } from './docker-service';

export interface DockerSidecarProps {
  readonly service: ResolvedService;
  readonly sidecar: ResolvedSidecar;
  readonly context: DockerContext;

  /** The container whose network it shares. */
  readonly serviceContainer: DockerService;
}

/**
 * A sidecar. It shares the network of its service's container, and so reaches it at 127.0.0.1, as on Fargate. It is replaced
 * together with that container.
 *
 * Synthesizes `docker_container`.
 */
export class DockerSidecar extends Construct {
  constructor(scope: Construct, id: string, props: DockerSidecarProps) {
    super(scope, id);
    setServiceMetadata(this, props.service.name);
    const { service, sidecar, context, serviceContainer } = props;

    new Container(this, 'Default', {
      ...containerConfig(sidecar, service.stopSeconds, context),
      ...healthCheckConfig(sidecar),
      name: `${context.prefix}-${id}`,
      networkMode: `container:${serviceContainer.container.id}`,
      // As on AWS, it can use all CPU of the task, and gets its own units when containers compete for CPU.
      cpus: cpuLimit(service.cpuUnits),
      cpuShares: sidecar.cpuUnits,
    });
  }
}
