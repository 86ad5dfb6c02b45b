import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsEcrRepository } from '@cdktf/provider-aws/lib/data-aws-ecr-repository';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { TerraformOutput, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { AwsStack, type AwsStackProps } from './aws-stack';
import { contentTag } from './content-tag';
import { fargateProblems } from './fargate-checks';
import { FargateService } from './fargate-service';
import { imageName, imageVariable } from './image-name';
import { LoadBalancer } from './load-balancer';
import { type Nat, Network, type ZoneLetter } from './network';
import { placeProblems } from './place-checks';
import { InvalidDescription } from './problems';
import { builtFolders } from './registry-stack';
import { routeText } from './routes';
import type { Service } from './service';

export interface FargateStackProps extends AwsStackProps {
  readonly services: readonly Service[];

  /** How tasks reach the internet; each choice but `none` costs money (see `Nat`). */
  readonly nat: Nat;

  /** @default ['a', 'b'] */
  readonly zones?: readonly ZoneLetter[];
}

/**
 * The services as tasks on Fargate behind an Application Load Balancer, in a VPC of their own.
 *
 * Synthesizes `aws_ecs_cluster`, and by its parts the network, the load balancer and the services.
 */
export class FargateStack extends AwsStack {
  constructor(scope: Construct, id: string, props: FargateStackProps) {
    super(scope, id, props);
    const { services, region, nat, zones = ['a', 'b'] } = props;
    const name = `magicnight-${id}`;
    const problems = [...placeProblems({ region, nat, zones }), ...fargateProblems(services)];
    if (problems.length > 0) throw new InvalidDescription(problems);

    const account = new DataAwsCallerIdentity(this, 'account', {});
    const network = new Network(this, 'network', { name, region, zones, nat });
    const balancer = new LoadBalancer(this, 'balancer', { name, network });
    const cluster = new EcsCluster(this, 'cluster', {
      name,
      setting: [{ name: 'containerInsights', value: 'enabled' }],
    });
    const capacity = new EcsClusterCapacityProviders(this, 'capacity', {
      clusterName: cluster.name,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    });

    const images = new Map(
      builtFolders(services).map((folder) => [folder, this.builtImage(folder)]),
    );
    for (const service of services) {
      const built = 'folder' in service.image ? images.get(service.image.folder) : undefined;
      const image = 'folder' in service.image ? '' : service.image.reference;
      new FargateService(this, service.name, {
        service,
        image: built?.image ?? image,
        repositoryArn: built?.repository.arn ?? ecrArn(image),
        name,
        region,
        network,
        subnets: nat === 'none' ? network.publicSubnets : network.privateSubnets,
        publicAddresses: nat === 'none',
        balancer,
        cluster,
        capacity,
        account,
      });
    }

    const url = `http://${balancer.balancer.dnsName}`;
    new TerraformOutput(this, 'url', { value: url });
    new TerraformOutput(this, 'urls', {
      description:
        'Where each route is served. For a route with a host, let its name lead to the load balancer.',
      value: Object.fromEntries(
        services.flatMap(({ routes }) =>
          routes.map((route) => {
            const { host, prefix, stripPrefix } = route;
            const origin = host === undefined ? url : `http://${host}`;
            return [routeText(route), origin + (stripPrefix ? `${prefix}/` : prefix || '/')];
          }),
        ),
      ),
    });
    new TerraformOutput(this, 'cluster_name', { value: cluster.name });
    new TerraformOutput(this, 'service_names', { value: services.map((service) => service.name) });
  }

  /** The image of a folder: its repository, made by the registry stack, and a tag that Terraform can be given. */
  private builtImage(folder: string) {
    const name = imageName(folder);
    const repository = new DataAwsEcrRepository(this, name.replaceAll('/', '_'), { name });
    const tag = new TerraformVariable(this, imageVariable(name), {
      type: 'string',
      default: contentTag(folder),
      description: `Tag of ${name}; by default that of the content of ${folder}.`,
    });
    return { repository, image: `${repository.repositoryUrl}:${tag.stringValue}` };
  }
}

/** The repository of an image in ECR; `undefined` for another registry. */
function ecrArn(reference: string): string | undefined {
  const [, account, region, path = ''] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/(.+)$/.exec(reference) ?? [];
  const name = path.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  return account && `arn:aws:ecr:${region}:${account}:repository/${name}`;
}
