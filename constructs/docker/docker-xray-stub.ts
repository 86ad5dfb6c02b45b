import { Container } from '@cdktf/provider-docker/lib/container';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { Construct } from 'constructs';
import { xraySize } from '../options/service/task-size';
import { cpus, hardened, health, memory } from './docker-container';

/** The folder of what takes the place of X-Ray's daemon on the laptop. */
export const xrayImage = { folder: 'containers/xray-daemon' };

export interface DockerXrayProps {
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
export class DockerXray extends Construct {
  constructor(scope: Construct, id: string, props: DockerXrayProps) {
    super(scope, id);
    const { prefix, image, network } = props;

    new Container(this, 'Default', {
      ...hardened(prefix, { stopSeconds: 30, writableRoot: false, tmpfs: {} }, network),
      ...health({ image: xrayImage, healthCheck: undefined }),
      name: `${prefix}-${id}`,
      image: image.imageId,
      networksAdvanced: [{ name: network.name, aliases: [id] }],
      user: '1000:1000',
      cpus: cpus(256),
      ...memory(xraySize.memoryMiB),
    });
  }
}
