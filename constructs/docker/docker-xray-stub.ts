import { Container } from '@cdktf/provider-docker/lib/container';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { Construct } from 'constructs';
import { folderOfPackage } from '../images/package-folder';
import { traceReceivers } from '../options/service/tracing';
import { cpuLimit, hardenedConfig, healthCheckConfig, memoryLimit } from './docker-container';

/** Image of what replaces the X-Ray daemon and the OpenTelemetry collector on this machine. */
export const xrayStubImage = () => ({ folder: folderOfPackage('containers/xray-daemon') });

export interface DockerXrayStubProps {
  /** Prefix of the container name. */
  readonly prefix: string;
  readonly image: Image;

  /** Networks of the services with tracing. */
  readonly networks: readonly Network[];
}

/**
 * A fake X-Ray daemon, one for all services, which prints the traces that it receives, also those of OpenTelemetry.
 *
 * Synthesizes `docker_container`.
 */
export class DockerXrayStub extends Construct {
  constructor(scope: Construct, id: string, props: DockerXrayStubProps) {
    super(scope, id);
    const { prefix, image, networks } = props;

    new Container(this, 'Default', {
      ...hardenedConfig(prefix, { stopSeconds: 30, writableRoot: false, tmpfs: {} }, networks),
      ...healthCheckConfig({ image: xrayStubImage(), healthCheck: undefined }),
      name: `${prefix}-${id}`,
      image: image.imageId,
      networksAdvanced: networks.map(({ name }) => ({ name, aliases: [id] })),
      user: '1000:1000',
      cpus: cpuLimit(256),
      ...memoryLimit(traceReceivers.xray.size.memoryMiB),
    });
  }
}
