import { Container } from '@cdktf/provider-docker/lib/container';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { Construct } from 'constructs';
import { xraySize } from '../options/service/task-size';
import { cpuLimit, hardenedConfig, healthCheckConfig, memoryLimit } from './docker-container';

/** The folder of what takes the place of X-Ray's daemon on the laptop. */
export const xrayStubImage = { folder: 'containers/xray-daemon' };

export interface DockerXrayStubProps {
  /** What the name of the container begins with. */
  readonly prefix: string;
  readonly image: Image;
  readonly network: Network;
}

/**
 * A stand-in for X-Ray's daemon, one for all services. It prints what it gets.
 *
 * Synthesizes `docker_container`.
 */
export class DockerXrayStub extends Construct {
  constructor(scope: Construct, id: string, props: DockerXrayStubProps) {
    super(scope, id);
    const { prefix, image, network } = props;

    new Container(this, 'Default', {
      ...hardenedConfig(prefix, { stopSeconds: 30, writableRoot: false, tmpfs: {} }, network),
      ...healthCheckConfig({ image: xrayStubImage, healthCheck: undefined }),
      name: `${prefix}-${id}`,
      image: image.imageId,
      networksAdvanced: [{ name: network.name, aliases: [id] }],
      user: '1000:1000',
      cpus: cpuLimit(256),
      ...memoryLimit(xraySize.memoryMiB),
    });
  }
}
