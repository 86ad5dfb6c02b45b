import { Network } from '@cdktf/provider-docker/lib/network';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { LocalBackend, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import type { DockerContext } from '../docker/docker-container';
import { DockerInitContainer } from '../docker/docker-init-container';
import { DockerProxy, proxyImage } from '../docker/docker-proxy';
import { DockerService } from '../docker/docker-service';
import { DockerSidecar } from '../docker/docker-sidecar';
import { DockerXrayStub, xrayStubImage } from '../docker/docker-xray-stub';
import { LocalImages } from '../docker/local-images';
import { LocalSecrets } from '../docker/local-secrets';
import type { ResolvedService } from '../options/service/resolved-service';
import { formatRoute } from '../options/service/routes';
import { traceReceivers } from '../options/service/tracing';
import { requireTerraform } from '../terraform/required-version';

export interface LocalStackProps {
  /** Name of the project, with which all names begin. */
  readonly project: string;
  readonly services: readonly ResolvedService[];

  /**
   * Port of 127.0.0.1 on which the routes are served over HTTPS; the Terraform variable `https_port` overrides it.
   *
   * @default 8443
   */
  readonly httpsPort?: number;

  /**
   * Port of 127.0.0.1 that redirects to HTTPS; the Terraform variable `http_port` overrides it.
   *
   * @default 8080
   */
  readonly httpPort?: number;
}

/**
 * The services as containers on the Docker Engine of this machine, behind the HTTPS reverse proxy. Each is on a network of its
 * own with the proxy.
 *
 * Synthesizes `docker_network`, Terraform variables and outputs. Its parts synthesize `docker_image` and `docker_container`.
 */
export class LocalStack extends TerraformStack {
  private readonly images: LocalImages;

  constructor(scope: Construct, id: string, props: LocalStackProps) {
    super(scope, id);
    const { project, services, httpsPort = 8443, httpPort = 8080 } = props;

    new DockerProvider(this, 'docker');
    // The CDKTF binding requires exactly 3.6.2. Its resources are the same in version 4.
    this.addOverride('terraform.required_providers.docker.version', '>= 3.6.2, < 5.0.0');
    requireTerraform(this);
    // In the project's root folder, relative to cdktf.out/stacks/local: an absolute path would differ on each machine.
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });

    const prefix = new TerraformVariable(this, 'name', {
      type: 'string',
      default: `${project}-${id}`,
      description:
        'Prefix of the names of networks and containers. A second stack on the same machine needs another one.',
      validation: [
        {
          condition: '${can(regex("^[a-z0-9][a-z0-9-]*$", var.name))}',
          errorMessage:
            'name must contain only lower-case letters, digits and hyphens, and not begin with a hyphen.',
        },
      ],
    });
    const https = this.portVariable('https_port', httpsPort, 'serves the routes over HTTPS');
    const http = this.portVariable('http_port', httpPort, 'redirects to HTTPS');

    const images = new LocalImages(this, project);
    this.images = images;
    const networks = new Map(
      [...services]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((service) => [service, this.networkOf(service, prefix.stringValue)]),
    );
    const context = { prefix: prefix.stringValue, imageOf: images.of.bind(images) };
    for (const [service, network] of networks) this.addService(service, { ...context, network });
    const traced = [...networks].filter(([{ tracing }]) => tracing);
    if (traced.length > 0) {
      new DockerXrayStub(this, traceReceivers.xray.name, {
        ...context,
        networks: traced.map(([, network]) => network),
        image: images.of(xrayStubImage()),
      });
    }
    new DockerProxy(this, 'proxy', {
      ...context,
      services,
      networks: [...networks].flatMap(([{ routes }, network]) =>
        routes.length > 0 ? network : [],
      ),
      image: images.of(proxyImage()),
      httpsPort: https.numberValue,
      httpPort: http.numberValue,
    });

    const url = `https://localhost:\${var.https_port}`;
    new TerraformOutput(this, 'url', { value: url });
    new TerraformOutput(this, 'urls', {
      description: 'URL of each route. The hostname of a route must resolve to 127.0.0.1.',
      value: Object.fromEntries(
        services.flatMap(({ routes }) =>
          routes.map((route) => {
            const { host = 'localhost', prefix, stripPrefix } = route;
            const path = stripPrefix ? `${prefix}/` : prefix || '/';
            return [formatRoute(route), `https://${host}:\${var.https_port}${path}`];
          }),
        ),
      ),
    });
  }

  /**
   * Creates the network of a service. Other services are not on it, so they cannot reach the service, as on AWS. The proxy is on
   * it if the service has routes.
   */
  private networkOf({ name }: ResolvedService, prefix: string): Network {
    return new Network(this, `network_${name}`, {
      name: `${prefix}-${name}`,
      labels: [{ label: 'magicnight.name', value: prefix }],
    });
  }

  /**
   * Copies the contexts of images that are built from a copy.
   *
   * @param folder folder of the configuration of the stack.
   */
  stageContexts(folder: string): void {
    this.images.stageContexts(folder);
  }

  /**
   * Creates all containers of a service: init containers, its own and sidecars. They are direct children of the stack, so
   * that the Terraform address of each is its name.
   */
  private addService(service: ResolvedService, stackContext: Omit<DockerContext, 'secrets'>): void {
    const context = { ...stackContext, secrets: new LocalSecrets(this, service) };
    const idOf = ({ name }: { name: string }) => `${service.name}-${name}`;
    const initContainers = service.sidecars
      .filter(({ waitFor }) => waitFor === 'success')
      .map(
        (sidecar) => new DockerInitContainer(this, idOf(sidecar), { service, sidecar, context }),
      );
    const serviceContainer = new DockerService(this, service.name, {
      service,
      context,
      initContainers,
    });
    for (const sidecar of service.sidecars) {
      if (sidecar.waitFor === 'success') continue;
      new DockerSidecar(this, idOf(sidecar), { service, sidecar, context, serviceContainer });
    }
  }

  private portVariable(name: string, defaultPort: number, purpose: string): TerraformVariable {
    return new TerraformVariable(this, name, {
      type: 'number',
      default: defaultPort,
      description: `Port of 127.0.0.1 that ${purpose}.`,
      validation: [
        {
          condition: `\${var.${name} >= 1 && var.${name} <= 65535 && floor(var.${name}) == var.${name}}`,
          errorMessage: `${name} must be a whole number from 1 to 65535.`,
        },
      ],
    });
  }
}
