import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import type { Ingress } from '../load-balancer/ingress';
import { targetGroup } from '../load-balancer/target-group';
import type { ResolvedService } from '../options/service/resolve-services';
import { setServiceMetadata } from '../terraform/service-metadata';
import type { Capacity } from './fargate-capacity';
import type { Secrets } from './secrets';
import { ServiceScaling } from './service-scaling';
import { ServiceSecurityGroup } from './service-security-group';
import { TaskDefinition } from './task-definition';
import type { TaskImages } from './task-images';

/** What all services of a stack share. */
export interface ServiceContext {
  /** Name of a service in the account. */
  readonly nameOf: (service: string) => string;
  readonly ingress: Ingress;
  readonly cluster: EcsCluster;
  readonly capacity: Capacity;
  readonly images: TaskImages;
  readonly secrets: Secrets;

  /** How long logs are kept. */
  readonly logDays: number;

  /** Whether an apply ends only when the tasks run, and fails where ECS went back to the ones before. */
  readonly waitForSteadyState: boolean;

  /** Tags of all that the stack makes. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface ContainerServiceProps extends ServiceContext {
  readonly service: ResolvedService;
}

/**
 * One service as tasks behind the load balancer, which alone reaches them.
 *
 * Synthesizes `aws_ecs_service`, and by its parts the task definition, the roles, the logs, the target group, the security
 * group, the listener rules and the scaling.
 */
export class ContainerService extends Construct {
  readonly service: EcsService;
  readonly task: TaskDefinition;
  readonly targetGroup: LbTargetGroup;

  /** Who reaches its tasks; `undefined` where they are reached by their hosts. */
  readonly serviceSecurityGroup?: ServiceSecurityGroup;

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
      waitForSteadyState: waitForSteadyState ? true : undefined,
      healthCheckGracePeriodSeconds: healthCheckGracePeriodSeconds(service),
      networkConfiguration: serviceSecurityGroup && {
        subnets: network.taskSubnetIds,
        securityGroups: [
          serviceSecurityGroup.securityGroup.id,
          loadBalancer.targetSecurityGroup.id,
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
      lifecycle: {
        ...ignoredChanges(service),
        ...(waitForSteadyState && service.deployedBy === 'terraform'
          ? { postcondition: [deploymentPostcondition(service, definition)] }
          : {}),
      },
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
}

/** What Terraform leaves to others: the count to Application Auto Scaling, revisions to a pipeline that deploys. */
function ignoredChanges({ isScaled, deployedBy }: ResolvedService): { ignoreChanges?: string[] } {
  const ignoreChanges = [
    ...(isScaled ? ['desired_count'] : []),
    ...(deployedBy === 'pipeline' ? ['task_definition'] : []),
  ];
  return ignoreChanges.length > 0 ? { ignoreChanges } : {};
}

/** Where the circuit breaker went back to the revision before, the apply must not look well; newer providers fail by themselves. */
function deploymentPostcondition({ name }: ResolvedService, definition: EcsTaskDefinition) {
  return {
    condition: `\${self.task_definition == ${definition.fqn}.arn}`,
    errorMessage: `The new tasks of service ${name} did not come up: ECS went back to those before. Its events and logs say why.`,
  };
}

/** As long as the container may take to start and then to be found healthy: until then ECS does not count bad answers. */
function healthCheckGracePeriodSeconds({ healthCheck, targetHealth }: ResolvedService): number {
  const { intervalSeconds, healthyThreshold, unhealthyThreshold } = targetHealth;
  const answers = Math.max(healthyThreshold, unhealthyThreshold);
  return Math.max(60, (healthCheck?.startPeriodSeconds ?? 0) + intervalSeconds * answers);
}
