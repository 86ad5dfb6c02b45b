import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import { containerDefinition } from './container-definition';
import { physicalName, shortHash } from './physical-name';
import type { Service } from './service';
import { ServiceAccess } from './service-access';
import { ServiceScaling } from './service-scaling';
import type { Site } from './site';
import { TaskRoles } from './task-roles';

/** What all services of a stack share. */
export interface FargateSurroundings {
  /** What the names begin with. */
  readonly name: string;
  readonly region: string;
  readonly site: Site;
  readonly cluster: EcsCluster;

  /** Services must wait for it: it says which capacity the cluster has. */
  readonly capacity: EcsClusterCapacityProviders;

  /** How long logs are kept. */
  readonly logDays: number;
}

export interface FargateServiceProps extends FargateSurroundings {
  readonly service: Service;

  /** Image with its tag. */
  readonly image: string;

  /** Repository of ECR from which the image is pulled; `undefined` for another registry. */
  readonly repositoryArn?: string;
}

/**
 * One service as tasks on Fargate behind the load balancer, which alone reaches them.
 *
 * Synthesizes `aws_ecs_service`, `aws_ecs_task_definition`, `aws_lb_target_group`, `aws_cloudwatch_log_group`, and by its
 * parts the roles, the security group, the listener rules and the scaling.
 */
export class FargateService extends Construct {
  readonly service: EcsService;

  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { service, image, repositoryArn, site, cluster } = props;
    const { account, network, balancer } = site;
    const { port, scaling, routes, targetHealth } = service;
    const name = `${props.name}-${service.name}`;

    const logGroup = new CloudwatchLogGroup(this, 'logs', {
      name: `/ecs/${name}`,
      retentionInDays: props.logDays,
    });
    const roles = new TaskRoles(this, 'roles', {
      name,
      account,
      logGroup,
      repositoryArn,
    });
    const task = new EcsTaskDefinition(this, 'task', {
      family: name,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(service.cpuUnits),
      memory: String(service.memoryMiB),
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' },
      executionRoleArn: roles.executionRole.arn,
      taskRoleArn: roles.taskRole.arn,
      containerDefinitions: JSON.stringify([
        containerDefinition(service, { image, logGroup: logGroup.name, region: props.region }),
      ]),
    });

    const access = new ServiceAccess(this, 'access', { name, service, network, balancer });
    const targetGroup = new LbTargetGroup(this, 'targets', {
      // Another port or VPC replaces the group, and for a moment there are both: their names must differ.
      name: physicalName(
        `${name}-${shortHash(`HTTP ${port} ip ${network.identity}`).slice(0, 4)}`,
        32,
      ),
      port,
      protocol: 'HTTP',
      targetType: 'ip',
      vpcId: network.vpcId,
      deregistrationDelay: String(service.deregistrationSeconds),
      healthCheck: {
        path: service.healthPath,
        matcher: '200',
        interval: targetHealth.intervalSeconds,
        timeout: targetHealth.timeoutSeconds,
        healthyThreshold: targetHealth.healthyThreshold,
        unhealthyThreshold: targetHealth.unhealthyThreshold,
      },
      tags: { Name: name },
      lifecycle: { createBeforeDestroy: true },
    });
    const rules = routes.flatMap((route) => site.rules.addRoute(service.name, route, targetGroup));

    this.service = new EcsService(this, 'Default', {
      name: service.name,
      cluster: cluster.arn,
      taskDefinition: task.arn,
      desiredCount: scaling.minTasks,
      // Never a launch type: a change from one to the other would replace the service.
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 0, weight: 1 }],
      forceNewDeployment: true,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      availabilityZoneRebalancing: 'ENABLED',
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      healthCheckGracePeriodSeconds: graceSeconds(service),
      networkConfiguration: {
        subnets: network.taskSubnetIds,
        securityGroups: [access.securityGroup.id, balancer.targetSecurityGroup.id],
        assignPublicIp: network.publicTasks,
      },
      loadBalancer: [
        { targetGroupArn: targetGroup.arn, containerName: service.name, containerPort: port },
      ],
      // Application Auto Scaling owns the count.
      lifecycle: { ignoreChanges: ['desired_count'] },
      dependsOn: [props.capacity, roles.policy, ...access.rules, ...rules, ...network.ways],
    });
    new ServiceScaling(this, 'scaling', { cluster, service: this.service, ...scaling });
  }
}

/** As long as the container may take to start and then to be found healthy: until then ECS does not count bad answers. */
function graceSeconds({ healthCheck, targetHealth }: Service): number {
  const { intervalSeconds, healthyThreshold, unhealthyThreshold } = targetHealth;
  const answers = Math.max(healthyThreshold, unhealthyThreshold);
  return Math.max(60, (healthCheck?.startPeriodSeconds ?? 0) + intervalSeconds * answers);
}
