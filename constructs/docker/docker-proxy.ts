import { Container } from '@cdktf/provider-docker/lib/container';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import { Construct } from 'constructs';
import { folderOfPackage } from '../images/package-folder';
import type { ResolvedService } from '../options/service/resolved-service';
import { formatRoute } from '../options/service/routes';
import { hardenedConfig, healthCheckConfig } from './docker-container';

/** Image of the reverse proxy, which this package brings. */
export const proxyImage = () => ({ folder: folderOfPackage('containers/proxy') });

export interface DockerProxyProps {
  readonly services: readonly ResolvedService[];
  readonly image: Image;

  /** Networks of the services. */
  readonly networks: readonly Network[];

  /** Prefix of the container name. */
  readonly prefix: string;

  /** Port of 127.0.0.1 that serves the routes over HTTPS. */
  readonly httpsPort: number;

  /** Port of 127.0.0.1 that redirects to HTTPS. */
  readonly httpPort: number;
}

/**
 * The reverse proxy in front of the services. It takes the place of the load balancer on AWS. It cannot be reached from other
 * machines.
 *
 * Synthesizes `docker_container`.
 */
export class DockerProxy extends Construct {
  constructor(scope: Construct, id: string, props: DockerProxyProps) {
    super(scope, id);
    const { services, image, networks, prefix, httpsPort, httpPort } = props;

    new Container(this, 'Default', {
      ...healthCheckConfig({ image: proxyImage(), healthCheck }),
      ...hardenedConfig(
        prefix,
        {
          stopSeconds: 30,
          writableRoot: false,
          tmpfs: { '/tmp': { sizeMiB: 64, executable: false } },
          healthCheck,
        },
        networks,
      ),
      name: `${prefix}-${id}`,
      image: image.imageId,
      networksAdvanced: networks.map(({ name }) => ({ name })),
      env: ['PUBLIC_PORT=${var.https_port}', `ROUTES=${routesVariable(services)}`],
      user: '101:101',
      cpus: '0.5',
      memory: 256,
      memorySwap: 256,
      ports: [
        { internal: 8443, external: httpsPort, ip: '127.0.0.1' },
        { internal: 8080, external: httpPort, ip: '127.0.0.1' },
      ],
    });
  }
}

const healthCheck = {
  command: ['healthcheck'],
  intervalSeconds: 5,
  timeoutSeconds: 5,
  retries: 3,
  startPeriodSeconds: 15,
};

/** All routes as `ROUTES` of containers/proxy, in alphabetical order. */
export function routesVariable(services: readonly ResolvedService[]): string {
  return services
    .flatMap(({ name, port, routes }) =>
      routes.map((route) => {
        const target = `http://${name}:${port}${route.stripPrefix ? '/' : ''}`;
        return `${formatRoute(route)}=${target}`;
      }),
    )
    .sort()
    .join(' ');
}
