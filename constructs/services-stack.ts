import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { Account } from './account';
import { AwsStack } from './aws-stack';
import type { Capacity, CapacityPlace } from './capacity';
import { addSite, type Site } from './site';
import { protectionOf, type SiteDescription } from './site-description';
import { originOf, type SiteHttps, siteHttps } from './site-https';
import { addNetwork } from './site-network';
import { addServices, type SiteServices } from './site-services';
import { urlsOf } from './site-urls';
import { StackImages } from './stack-images';
import { StackSecrets } from './stack-secrets';

/**
 * The services as tasks of ECS behind an Application Load Balancer, whatever they run on.
 *
 * Synthesizes the network, the load balancer, the cluster, the capacity, the services and the alarms.
 */
export class ServicesStack extends AwsStack {
  constructor(
    scope: Construct,
    id: string,
    description: SiteDescription,
    makeCapacity: (place: CapacityPlace) => Capacity,
  ) {
    super(scope, id, description);
    const { region, services, alarmTopicArn, waitForSteadyState = false } = description;
    const name = `magicnight-${id}`;
    const protection = protectionOf(description);
    const account = new Account(this, 'account', { region });
    const network = addNetwork(this, name, account, description);
    const https = siteHttps(this, description);
    const site = addSite(this, { name, account, network, https, protection });
    const made = addServices(
      this,
      {
        ...{ name, site, services, protection, waitForSteadyState, tags: this.commonTags },
        nameOf: (service) => `${name}-${service}`,
        images: new StackImages(this, services),
        secrets: new StackSecrets(this, account),
        alarmTopicArns: alarmTopicArn === undefined ? undefined : [alarmTopicArn],
      },
      makeCapacity,
    );
    this.addOutputs(description, site, https, made);
  }

  private addOutputs(
    { services }: SiteDescription,
    { balancer }: Site,
    https: SiteHttps,
    { cluster, made }: SiteServices,
  ): void {
    const { dnsName } = balancer.balancer;
    const output = (id: string, value: unknown, description?: string) =>
      new TerraformOutput(this, id, { value, description });
    output('url', originOf(https, balancer.balancer));
    output(
      'urls',
      urlsOf(services, https, balancer.balancer),
      'Where each route is served. A name of which the stack makes no record must lead to load_balancer_name.',
    );
    output('load_balancer_name', dnsName);
    output('cluster_name', cluster.name);
    output('service_names', [...made.keys()]);
    output(
      'task_definitions',
      Object.fromEntries([...made].map(([name, { task }]) => [name, task.registration])),
      'What aws ecs register-task-definition --cli-input-json takes; npm run taskdef writes it',
    );
  }
}
