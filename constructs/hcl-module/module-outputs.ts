import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { type HttpsSettings, originOf, urlsOf } from '../dns/hostnames';
import type { ClusterServices } from '../ecs/cluster-services';
import { resourceOutputs } from '../ecs/resource-outputs';
import type { OwnIngress } from '../load-balancer/ingress';
import type { ResolvedService } from '../options/service/resolved-service';

export interface ModuleOutputsProps {
  readonly services: readonly ResolvedService[];
  readonly ingress: OwnIngress;
  readonly https: HttpsSettings;
  readonly clusterServices: ClusterServices;
}

/** Declares the outputs of a module: URLs, and names, IDs and ARNs of its resources. */
export function addModuleOutputs(scope: Construct, props: ModuleOutputsProps): void {
  const { services, ingress, https, clusterServices } = props;
  const { lb } = ingress.loadBalancer;
  new TerraformOutput(scope, 'url', {
    description:
      'Base URL. With a certificate and no domain it has the DNS name of the load balancer, which the certificate does not cover: point your own hostname to load_balancer_dns_name.',
    value: originOf(https, lb),
  });
  new TerraformOutput(scope, 'urls', {
    description:
      'URL of each route, by route. A hostname without a record of the module must point to load_balancer_dns_name.',
    value: urlsOf(services, https, lb),
  });
  for (const { name, description, value } of resourceOutputs({ ingress, clusterServices })) {
    new TerraformOutput(scope, name, { description, value });
  }
}
