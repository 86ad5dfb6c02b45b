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
import { setServiceMetadata } from '../terraform/service-metadata';
import type { Capacity } from './fargate-capacity';
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
 * An ECS service whose tasks are behind the load balancer. Only the load balancer can reach them. Environments create their
 * services from options, which are checked together; code reaches one with `environment.service(name)`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 *
 * Synthesizes `aws_ecs_service`, `aws_lb_target_group` and `aws_lb_listener_rule`. Its parts synthesize the task definition,
 * roles, log group, security group and scaling.
 */
export class ContainerService extends Construct {
  /** The ECS service itself: `service.name`. */
  readonly service: EcsService;

  /** @internal */
  readonly task: TaskDefinition;

  /** The target group of its tasks: `targetGroup.arnSuffix` for metrics. */
  readonly targetGroup: LbTargetGroup;

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
    const { account, network, loadBalancer } = ingress;
    const { port, scaling, routes, isScaled } = service;
    const name = props.nameOf(service.name);
    const isBridge = capacity.networkMode === 'bridge';

    this.task = new TaskDefinition(this, { ...props, name, account });
    const { definition, roles } = this.task;
    this.serviceSecurityGroup = isBridge
      ? undefined
      : new ServiceSecurityGroup(this, 'access', { name, service, network, loadBalancer });
    const { serviceSecurityGroup } = this;
    this.targetGroup = targetGroup(this, {
      name,
      service,
      network,
      loadBalancer,
      targetType: isBridge ? 'instance' : 'ip',
    });
    const rules = routes.flatMap((route) =>
      ingress.rules.addRoute(service.name, route, this.targetGroup),
    );

    this.service = new EcsService(this, 'Default', {
      name: service.name,
      cluster: cluster.arn,
      taskDefinition: definition.arn,
      desiredCount: scaling.minTasks,
      capacityProviderStrategy: capacity.capacityProviderStrategy(service),
      orderedPlacementStrategy: capacity.placementStrategies,
      forceNewDeployment: true,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      availabilityZoneRebalancing: 'ENABLED',
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      enableExecuteCommand: service.exec ? true : undefined,
      waitForSteadyState: waitForSteadyState || undefined,
      healthCheckGracePeriodSeconds: healthCheckGracePeriodSeconds(service),
      networkConfiguration: serviceSecurityGroup && {
        subnets: network.taskSubnetIds,
        securityGroups: [
          serviceSecurityGroup.securityGroup.id,
          ...(loadBalancer.targetSecurityGroup ? [loadBalancer.targetSecurityGroup.id] : []),
        ],
        assignPublicIp: capacity.kind === 'fargate' && network.publicTasks,
      },
      loadBalancer: [
        {
          targetGroupArn: this.targetGroup.arn,
          containerName: service.name,
          containerPort: port,
        },
      ],
      lifecycle: serviceLifecycle(service, definition, waitForSteadyState),
      dependsOn: [
        ...capacity.dependencies,
        ...roles.policies,
        ...(serviceSecurityGroup?.rules ?? []),
        ...rules,
        ...network.egressDependencies,
      ],
    });
    if (!isScaled) return;
    new ServiceScaling(this, 'scaling', {
      cluster,
      service: this.service,
      targets: { lb: loadBalancer.lb, group: this.targetGroup, rules },
      ...scaling,
    });
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

/**
 * Seconds during which ECS ignores failed health checks of a new task. By default, it is the time that its container may take to
 * start and to be found healthy, but at least a minute.
 */
function healthCheckGracePeriodSeconds(service: ResolvedService): number {
  const { healthCheck, targetHealth, healthCheckGraceSeconds } = service;
  if (healthCheckGraceSeconds !== undefined) return healthCheckGraceSeconds;
  const { intervalSeconds, healthyThreshold, unhealthyThreshold } = targetHealth;
  const checks = Math.max(healthyThreshold, unhealthyThreshold);
  return Math.max(60, (healthCheck?.startPeriodSeconds ?? 0) + intervalSeconds * checks);
}
