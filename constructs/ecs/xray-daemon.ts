import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Ingress } from '../load-balancer/ingress';
import { xraySize } from '../options/service/task-size';
import { logConfiguration } from './task-context';
import { referencedImage } from './task-images';
import { logGrant, pullGrants, tracingGrant } from './task-permissions';
import { TaskRoles } from './task-roles';
import { xrayContainerDefinition, xrayName, xrayPort } from './xray-sidecar';

export interface XrayDaemonProps {
  /** What the names begin with. */
  readonly name: string;
  readonly ingress: Ingress;
  readonly cluster: EcsCluster;
  readonly image: string;

  /** How long logs are kept. */
  readonly logDays: number;

  /** What must be there before it: the hosts. */
  readonly dependencies: readonly ITerraformDependable[];
}

/** Where tasks in mode `bridge` find what listens on a port of their host: Docker's own address on its network. */
export const xrayAddressOnInstance = `172.17.0.1:${xrayPort}`;

/** Traces come by UDP; by TCP the SDKs ask which requests to trace. */
const daemonPortMappings = ['udp', 'tcp'].map((protocol) => ({
  containerPort: xrayPort,
  hostPort: xrayPort,
  protocol,
}));

/**
 * X-Ray's daemon once on each host.
 *
 * Synthesizes `aws_ecs_service`, `aws_ecs_task_definition`, `aws_cloudwatch_log_group`, and by its part the roles.
 */
export class XrayDaemon extends Construct {
  constructor(scope: Construct, id: string, props: XrayDaemonProps) {
    super(scope, id);
    const { ingress, cluster, image, logDays, dependencies } = props;
    const name = `${props.name}-${xrayName}`;
    const logGroup = new CloudwatchLogGroup(this, 'logs', {
      name: `/ecs/${name}`,
      retentionInDays: logDays,
    });
    const roles = new TaskRoles(this, 'roles', {
      name,
      account: ingress.account,
      start: [logGrant(logGroup.arn), ...pullGrants([referencedImage(image)])],
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
      // ECS takes no capacity provider for one on each host: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
      launchType: 'EC2',
      schedulingStrategy: 'DAEMON',
      // Its port of the host is taken until the old one has gone.
      deploymentMinimumHealthyPercent: 0,
      deploymentMaximumPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      dependsOn: [...dependencies, ...roles.policies],
    });
  }
}
