import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Ingress } from '../load-balancer/ingress';
import { traceReceivers, xrayPort } from '../options/service/tracing';
import { logConfiguration } from './task-context';
import { referencedImage } from './task-images';
import { logGrant, pullGrants, tracingGrant } from './task-permissions';
import { TaskRoles } from './task-roles';
import { xrayContainerDefinition } from './xray-sidecar';

const { name: xrayName, size: xraySize } = traceReceivers.xray;

export interface XrayDaemonProps {
  /** Prefix of all resource names. */
  readonly name: string;
  readonly ingress: Ingress;
  readonly cluster: EcsCluster;
  readonly image: string;

  /** Prefixes of pull-through caches, from which the image can be pulled. */
  readonly pullThroughCaches: readonly string[];

  /** Days until a log event is deleted. */
  readonly logDays: number;

  /** Resources that must exist first: the EC2 instances. */
  readonly dependencies: readonly ITerraformDependable[];
}

/** Address at which tasks in mode `bridge` reach the daemon: that of the instance in Docker's default bridge network. */
export const xrayAddressOnInstance = `172.17.0.1:${xrayPort}`;

/** SDKs send traces over UDP, and request sampling rules over TCP. */
const daemonPortMappings = ['udp', 'tcp'].map((protocol) => ({
  containerPort: xrayPort,
  hostPort: xrayPort,
  protocol,
}));

/**
 * The X-Ray daemon as one task on each EC2 instance.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
 *
 * Synthesizes `aws_ecs_service`, `aws_ecs_task_definition` and `aws_cloudwatch_log_group`. `TaskRoles` synthesizes the roles.
 */
export class XrayDaemon extends Construct {
  constructor(scope: Construct, id: string, props: XrayDaemonProps) {
    super(scope, id);
    const { ingress, cluster, image, pullThroughCaches, logDays, dependencies } = props;
    const name = `${props.name}-${xrayName}`;
    const logGroup = new CloudwatchLogGroup(this, 'logs', {
      name: `/ecs/${name}`,
      retentionInDays: logDays,
    });
    const roles = new TaskRoles(this, 'roles', {
      name,
      account: ingress.account,
      start: [logGrant(logGroup.arn), ...pullGrants([referencedImage(image, pullThroughCaches)])],
      run: [tracingGrant],
    });
    const logContext = { logGroup: logGroup.name, region: ingress.account.region };
    const task = new EcsTaskDefinition(this, 'task', {
      family: name,
      requiresCompatibilities: ['EC2'],
      networkMode: 'bridge',
      memory: String(xraySize.memoryMiB),
      runtimePlatform: { operatingSystemFamily: 'LINUX' },
      executionRoleArn: roles.executionRole.arn,
      taskRoleArn: roles.taskRole.arn,
      containerDefinitions: JSON.stringify([
        {
          ...xrayContainerDefinition(image, ingress.account.region, daemonPortMappings),
          essential: true,
          logConfiguration: logConfiguration(xrayName, logContext),
        },
      ]),
    });
    new EcsService(this, 'Default', {
      name: xrayName,
      cluster: cluster.arn,
      taskDefinition: task.arn,
      // A `DAEMON` service cannot have a capacity provider: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
      launchType: 'EC2',
      schedulingStrategy: 'DAEMON',
      // The old task must stop first: both use the same port of the instance.
      deploymentMinimumHealthyPercent: 0,
      deploymentMaximumPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      dependsOn: [...dependencies, ...roles.policies],
    });
  }
}
