import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { dependable, type IResolvable } from 'cdktf';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import type { Ingress } from '../load-balancer/ingress';
import { targetGroup } from '../load-balancer/target-group';
import type { ResolvedService } from '../options/service/resolved-service';
import { ValidationError } from '../options/validation-issues';
import { setServiceMetadata } from '../terraform/service-metadata';
import type { Capacity } from './fargate-capacity';
import { healthCheckGracePeriodSeconds } from './health-check-grace';
import type { Secrets } from './secrets';
import { type ServiceGrant, validateGrant } from './service-grant';
import { serviceLifecycle } from './service-lifecycle';
import { ServiceScaling } from './service-scaling';
import { ServiceSecurityGroup } from './service-security-group';
import { TaskDefinition } from './task-definition';
import type { TaskImages } from './task-images';

/** What all services of a stack have in common. */
export interface ServiceContext {
  /** Returns the account-wide name of a service. */
  readonly nameOf: (service: string) => string;
  readonly ingress: Ingress;
  readonly cluster: EcsCluster;
  readonly capacity: Capacity;
  readonly images: TaskImages;
  readonly secrets: Secrets;

  /** Days until a log event is deleted. */
  readonly logDays: number;

  /** Whether an apply waits until the tasks run, and fails if ECS has rolled back the deployment. */
  readonly waitForSteadyState: boolean | IResolvable;

  /** Tags of all resources of the stack. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface ContainerServiceProps extends ServiceContext {
  readonly service: ResolvedService;
}

/**
 * An ECS service. With routes, its tasks are behind the load balancer, and only the load balancer can reach them. Without routes,
 * nothing can. Environments create their services from options, which are checked together; code reaches one with
 * `environment.service(name)`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 *
 * Synthesizes `aws_ecs_service`, and with routes `aws_lb_target_group` and `aws_lb_listener_rule`. Its parts synthesize the task definition,
 * roles, log group, security group and scaling.
 */
export class ContainerService extends Construct {
  /** The ECS service itself: `service.name`. */
  readonly service: EcsService;

  /** @internal */
  readonly task: TaskDefinition;

  /**
   * The target group of its tasks; `undefined` if the service has no routes.
   *
   * @internal
   */
  readonly ownTargetGroup?: LbTargetGroup;

  /** Actions of all permissions that were granted. */
  readonly grantedActions = new Set<string>();

  /** ARNs of the resources of all permissions that were granted. */
  readonly grantedResources = new Set<string>();

  /**
   * Security group of the tasks; `undefined` in mode `bridge`, where the security group of the EC2 instance applies.
   *
   * @internal
   */
  readonly serviceSecurityGroup?: ServiceSecurityGroup;

  /** @internal */
  constructor(scope: Construct, id: string, props: ContainerServiceProps) {
    super(scope, id);
    setServiceMetadata(this, props.service.name);
    const { service, ingress, cluster, capacity, waitForSteadyState } = props;
    const { account, network } = ingress;
    const { scaling, isScaled, recreate } = service;
    const name = props.nameOf(service.name);
    const isBridge = capacity.networkMode === 'bridge';

    this.task = new TaskDefinition(this, { ...props, name, account });
    const { definition, roles } = this.task;
    const hasRoutes = service.routes.length > 0;
    const loadBalancer = hasRoutes ? ingress.loadBalancer : undefined;
    this.serviceSecurityGroup = isBridge
      ? undefined
      : new ServiceSecurityGroup(this, 'access', { name, service, network, loadBalancer });
    const { serviceSecurityGroup } = this;
    const targets = hasRoutes
      ? this.addTargets(name, service, ingress, isBridge ? 'instance' : 'ip')
      : undefined;
    this.ownTargetGroup = targets?.group;

    this.service = new EcsService(this, 'Default', {
      name: service.name,
      cluster: cluster.arn,
      taskDefinition: definition.arn,
      desiredCount: scaling.minTasks,
      capacityProviderStrategy: capacity.capacityProviderStrategy(service),
      orderedPlacementStrategy: capacity.placementStrategies,
      forceNewDeployment: true,
      deploymentMinimumHealthyPercent: recreate ? 0 : 100,
      deploymentMaximumPercent: recreate ? 100 : 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      // It starts a new task before it stops an old one.
      availabilityZoneRebalancing: recreate ? 'DISABLED' : 'ENABLED',
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      enableExecuteCommand: service.exec ? true : undefined,
      waitForSteadyState: waitForSteadyState || undefined,
      healthCheckGracePeriodSeconds: targets && healthCheckGracePeriodSeconds(service),
      networkConfiguration: serviceSecurityGroup && {
        subnets: network.taskSubnetIds,
        securityGroups: [
          serviceSecurityGroup.securityGroup.id,
          ...(loadBalancer?.targetSecurityGroup ? [loadBalancer.targetSecurityGroup.id] : []),
        ],
        assignPublicIp: capacity.kind === 'fargate' && network.publicTasks,
      },
      loadBalancer: targets && [
        {
          targetGroupArn: targets.group.arn,
          containerName: service.name,
          containerPort: service.port,
        },
      ],
      lifecycle: serviceLifecycle(service, definition, waitForSteadyState),
      dependsOn: [
        ...capacity.dependencies,
        ...roles.policies,
        ...(serviceSecurityGroup?.rules ?? []),
        ...(targets?.rules ?? []),
        ...network.egressDependencies,
      ],
    });
    if (!isScaled) return;
    new ServiceScaling(this, 'scaling', {
      cluster,
      service: this.service,
      targets,
      ...scaling,
    });
  }

  /** The target group of its tasks, and the rules that lead to it. */
  private addTargets(
    name: string,
    service: ResolvedService,
    { network, loadBalancer, rules }: Ingress,
    targetType: 'instance' | 'ip',
  ) {
    const group = targetGroup(this, { name, service, network, loadBalancer, targetType });
    const all = service.routes.flatMap((route) => rules.addRoute(service.name, route, group));
    return { lb: loadBalancer.lb, group, rules: all };
  }

  /**
   * The target group of its tasks, for metrics: `targetGroup.arnSuffix`.
   *
   * @throws ValidationError if the service has no routes, and so none.
   */
  get targetGroup(): LbTargetGroup {
    if (this.ownTargetGroup) return this.ownTargetGroup;
    throw new ValidationError([
      `main.ts: service "${this.node.id}" has no target group, because it has no routes`,
    ]);
  }

  /** Role of the containers in its tasks. */
  get taskRole(): IamRole {
    return this.task.roles.taskRole;
  }

  /** Role with which ECS starts its tasks. */
  get executionRole(): IamRole {
    return this.task.roles.executionRole;
  }

  /** Log group of the containers in its tasks. */
  get logGroup(): CloudwatchLogGroup {
    return this.task.logGroup;
  }

  /** The revision of its task definition that Terraform creates. */
  get taskDefinition(): EcsTaskDefinition {
    return this.task.definition;
  }

  /** Security group of its tasks; `undefined` in mode `bridge`, where tasks have those of their instance. */
  get securityGroup(): SecurityGroup | undefined {
    return this.serviceSecurityGroup?.securityGroup;
  }

  /**
   * Gives its containers a permission. It stands in permissions.md with its reason, and the permissions boundary of the project
   * allows its actions. In a new VPC, the endpoint for S3 allows the buckets in `on`.
   *
   * @throws ValidationError if an action has a wildcard or no service, a resource is empty, or there is no reason.
   */
  grant({ actions, on, reason }: ServiceGrant): void {
    validateGrant(this.node.id, { actions, on, reason });
    const policy = this.task.roles.grantToTask(grant(reason, actions, on));
    // New tasks start when they have the permission.
    const { dependsOn = [] } = this.service;
    this.service.dependsOn = [...new Set([...dependsOn, dependable(policy)])];
    for (const action of actions) this.grantedActions.add(action);
    for (const arn of on) this.grantedResources.add(arn);
  }
}
