import { DataAwsEcrRepository } from '@cdktf/provider-aws/lib/data-aws-ecr-repository';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { TerraformOutput, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { AwsStack } from './aws-stack';
import { contentTag } from './content-tag';
import { ecrReference } from './ecr-reference';
import { FargateService } from './fargate-service';
import { imageName, imageVariable } from './image-name';
import { InvalidDescription } from './problems';
import { builtFolders } from './registry-stack';
import { addSite } from './site';
import { siteProblems, siteWarnings } from './site-checks';
import { protectionOf, type SiteDescription } from './site-description';

/**
 * The services as tasks on Fargate behind an Application Load Balancer, in a VPC of their own.
 *
 * Synthesizes `aws_ecs_cluster`, and by its parts the network, the load balancer and the services.
 */
export class FargateStack extends AwsStack {
  /** What is not wrong, but should be known. */
  readonly warnings: readonly string[];

  constructor(scope: Construct, id: string, description: SiteDescription) {
    super(scope, id, description);
    const { services, region } = description;
    const name = `magicnight-${id}`;
    const problems = siteProblems(description);
    if (problems.length > 0) throw new InvalidDescription(problems);
    this.warnings = siteWarnings(id, description);

    const { logDays, containerInsights } = protectionOf(description);
    const site = addSite(this, name, description);
    const cluster = new EcsCluster(this, 'cluster', {
      name,
      setting: [{ name: 'containerInsights', value: containerInsights ? 'enabled' : 'disabled' }],
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
        repositoryArn: built?.repository.arn ?? ecrReference(image)?.repositoryArn,
        name,
        region,
        site,
        cluster,
        capacity,
        logDays,
      });
    }

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
