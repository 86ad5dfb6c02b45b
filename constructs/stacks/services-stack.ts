import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { type HttpsSettings, httpsSettings, originOf, urlsOf } from '../dns/hostnames';
import { addServices, type ClusterServices } from '../ecs/cluster-services';
import type { ContainerService } from '../ecs/container-service';
import type { Capacity, CapacityContext } from '../ecs/fargate-capacity';
import { ImageVariables } from '../ecs/image-variables';
import { resourceOutputs } from '../ecs/resource-outputs';
import { Secrets } from '../ecs/secrets';
import { cacheActions } from '../ecs/task-permissions';
import { Account } from '../iam/account';
import { agentActions } from '../images/guardduty-agent';
import type { ExistingLoadBalancer } from '../load-balancer/existing-load-balancer';
import {
  addIngress,
  addSharedIngress,
  type OwnIngress,
  type SharedIngress,
} from '../load-balancer/ingress';
import type { Listeners } from '../load-balancer/listeners';
import type { LoadBalancer } from '../load-balancer/load-balancer';
import type { Network } from '../network/network';
import { addNetwork } from '../network/network-factory';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import type { SecretOptions } from '../options/service/container-options';
import { secretsOf } from '../options/service/resolved-service';
import { suggestClosest, ValidationError } from '../options/validation-issues';
import { AwsStack } from './aws-stack';

/**
 * The services as ECS tasks behind an Application Load Balancer, on any capacity.
 *
 * Synthesizes the network, the load balancer with its DNS records, the cluster, the capacity, the services and the alarms.
 */
export class ServicesStack extends AwsStack {
  /** The VPC with the subnets of the load balancer and the tasks: `network.vpcId`, `network.taskSubnetIds`. */
  readonly network: Network;

  /** The load balancer that is there already, and its listener; `undefined` if the environment has its own. */
  readonly existingLoadBalancer?: ExistingLoadBalancer;

  /** The ECS cluster: `cluster.arn`. */
  readonly cluster: EcsCluster;

  /** The services, by name. */
  readonly services: ReadonlyMap<string, ContainerService>;
  /** Secrets that the services describe, each once: a registry of your own needs them for the permissions boundary. */
  readonly secrets: readonly SecretOptions[];
  private readonly ownIngress?: OwnIngress;
  private readonly optionActions: readonly string[];

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    environment: ResolvedEnvironment,
    createCapacity: (context: CapacityContext) => Capacity,
  ) {
    super(scope, id, environment);
    const { project, region, services, protection, alarmTopicArn, waitForSteadyState } =
      environment;
    const name = `${project}-${id}`;
    const account = new Account(this, 'account', { project, region });
    const network = addNetwork(this, name, account, environment, () =>
      [...this.services.values()].flatMap((one) => [...one.grantedResources]),
    );
    const shared =
      environment.loadBalancer &&
      addSharedIngress(this, { account, network }, environment.loadBalancer);
    const https = shared?.loadBalancer.https ?? httpsSettings(this, environment);
    const ingress = shared ?? addIngress(this, { name, account, network, https, protection });
    const clusterServices = addServices(
      this,
      {
        ...{ name, ingress, services, protection, waitForSteadyState, tags: this.commonTags },
        nameOf: (service) => `${name}-${service}`,
        images: new ImageVariables(this, environment),
        secrets: new Secrets(this, account),
        alarmTopicArns: alarmTopicArn === undefined ? undefined : [alarmTopicArn],
      },
      createCapacity,
    );
    this.secrets = secretsOf(services);
    this.optionActions = [
      ...(environment.pullThroughCaches.length > 0 ? cacheActions : []),
      ...(environment.guardDuty ? agentActions : []),
    ];
    this.network = network;
    this.existingLoadBalancer = shared?.loadBalancer;
    this.ownIngress = 'listeners' in ingress ? ingress : undefined;
    this.cluster = clusterServices.cluster;
    this.services = clusterServices.containerServices;
    this.addOutputs(environment, ingress, https, clusterServices);
  }

  /**
   * The load balancer of the environment, with its security groups: `loadBalancer.lb.arn`.
   *
   * @throws ValidationError if the environment uses one that is there already.
   */
  get loadBalancer(): LoadBalancer {
    return this.requireOwn('loadBalancer').loadBalancer;
  }

  /**
   * Listeners of the load balancer; `listeners.routedArn` is the ARN of the one with the routes.
   *
   * @throws ValidationError if the environment uses a load balancer that is there already.
   */
  get listeners(): Listeners {
    return this.requireOwn('listeners').listeners;
  }

  private requireOwn(what: string): OwnIngress {
    if (this.ownIngress) return this.ownIngress;
    throw new ValidationError([
      `main.ts: environment "${this.node.id}" has no ${what} of its own; use existingLoadBalancer`,
    ]);
  }

  /**
   * A service of the environment, to reach its resources and to grant it permissions.
   *
   * @throws ValidationError if there is no service with this name.
   */
  service(name: string): ContainerService {
    const found = this.services.get(name);
    if (found) return found;
    const { id } = this.node;
    throw new ValidationError([
      `main.ts: environment "${id}" has no service "${name}"; ${suggestClosest(name, [...this.services.keys()])}`,
    ]);
  }

  /** Actions that code and options grant to services of the environment, each once. The boundary allows them. */
  get grantedActions(): string[] {
    const granted = [...this.services.values()].flatMap((one) => [...one.grantedActions]);
    return [...new Set([...this.optionActions, ...granted])];
  }

  private addOutputs(
    { services }: ResolvedEnvironment,
    ingress: OwnIngress | SharedIngress,
    https: HttpsSettings,
    clusterServices: ClusterServices,
  ): void {
    const { lb } = ingress.loadBalancer;
    const { cluster, containerServices } = clusterServices;
    const output = (id: string, value: unknown, description?: string) =>
      new TerraformOutput(this, id, { value, description });
    output('url', originOf(https, lb));
    output(
      'urls',
      urlsOf(services, https, lb),
      'URL of each route. A hostname without a DNS record of this stack must resolve to load_balancer_name.',
    );
    output('load_balancer_name', lb.dnsName);
    output('cluster_name', cluster.name);
    output('service_names', [...containerServices.keys()]);
    output(
      'task_definitions',
      Object.fromEntries(
        [...containerServices].map(([name, { task }]) => [name, task.registration]),
      ),
      'Input of aws ecs register-task-definition --cli-input-json; npm run taskdef writes it to files',
    );
    const own = ['cluster_name', 'service_names'];
    for (const { name, value, description } of resourceOutputs({ ingress, clusterServices })) {
      if (!own.includes(name)) output(name, value, description);
    }
  }
}
