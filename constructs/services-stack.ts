import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { Alarms } from './alarms';
import { AwsStack } from './aws-stack';
import type { Capacity, CapacityPlace } from './capacity';
import { ContainerService } from './container-service';
import { addSite } from './site';
import { protectionOf, type SiteDescription } from './site-description';
import { StackImages } from './stack-images';
import { StackSecrets } from './stack-secrets';

/**
 * The services as tasks of ECS behind an Application Load Balancer, whatever they run on.
 *
 * Synthesizes `aws_ecs_cluster`, and by its parts the network, the load balancer, the capacity, the services and the alarms.
 */
export class ServicesStack extends AwsStack {
  constructor(
    scope: Construct,
    id: string,
    description: SiteDescription,
    makeCapacity: (place: CapacityPlace) => Capacity,
  ) {
    super(scope, id, description);
    const { services, waitForSteadyState = false } = description;
    const name = `magicnight-${id}`;
    const { logDays, containerInsights, alarms } = protectionOf(description);
    const site = addSite(this, name, description);
    const cluster = new EcsCluster(this, 'cluster', {
      name,
      setting: [{ name: 'containerInsights', value: containerInsights ? 'enabled' : 'disabled' }],
    });
    const tags = this.commonTags;
    const capacity = makeCapacity({ stack: this, name, site, cluster, tags });
    const images = new StackImages(this, services);
    const secrets = new StackSecrets(this, site.account);

    const shared = {
      name,
      site,
      cluster,
      capacity,
      images,
      secrets,
      logDays,
      waitForSteadyState,
      tags,
    };
    const made = services.map(
      (service) => new ContainerService(this, service.name, { ...shared, service }),
    );
    if (alarms) {
      new Alarms(this, 'alarms', {
        name,
        balancer: site.balancer.balancer,
        cluster,
        services: made.map(({ service, targetGroup }) => ({
          name: service.nameInput ?? '',
          targetGroup,
        })),
        countsTasks: containerInsights,
        topicArn: description.alarmTopicArn,
      });
    }

    new TerraformOutput(this, 'cluster_name', { value: cluster.name });
    new TerraformOutput(this, 'service_names', { value: services.map((service) => service.name) });
    new TerraformOutput(this, 'task_definitions', {
      description:
        'What aws ecs register-task-definition --cli-input-json takes; npm run taskdef writes it',
      value: Object.fromEntries(
        made.map(({ task }, index) => [services[index]?.name, task.registration]),
      ),
    });
  }
}
