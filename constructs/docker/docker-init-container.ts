import { Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import type { ResolvedService, ResolvedSidecar } from '../options/service/resolved-service';
import { setServiceMetadata } from '../terraform/service-metadata';
import { containerConfig, cpuLimit, type DockerContext } from './docker-container';

export interface DockerInitContainerProps {
  readonly service: ResolvedService;
  readonly sidecar: ResolvedSidecar;
  readonly context: DockerContext;
}

/**
 * A container that must succeed before the container of its service is created. It runs once, and again after a change. It is
 * on the network of its service. After it exits, it is kept, so that its logs can be read.
 *
 * Synthesizes `docker_container`.
 */
export class DockerInitContainer extends Construct {
  readonly container: Container;

  constructor(scope: Construct, id: string, props: DockerInitContainerProps) {
    super(scope, id);
    setServiceMetadata(this, props.service.name);
    const { service, sidecar, context } = props;
    const name = `${context.prefix}-${id}`;

    this.container = new Container(this, 'Default', {
      ...containerConfig(sidecar, service.stopSeconds, context),
      name,
      networksAdvanced: [{ name: context.network.name }],
      cpus: cpuLimit(service.cpuUnits),
      cpuShares: sidecar.cpuUnits,
      restart: 'no',
      // Terraform waits until it exits, and does not restart it.
      attach: true,
      mustRun: false,
      lifecycle: {
        postcondition: [
          {
            condition: '${self.exit_code == 0}',
            errorMessage: `${name} exited with code \${self.exit_code}; ${service.name} starts only after it succeeds. See docker logs ${name}, then run npm run local again.`,
          },
        ],
      },
    });
  }
}
