import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { Construct } from 'constructs';
import type { Account } from '../iam/account';
import { allContainers, type ResolvedService } from '../options/service/resolved-service';
import { taskSizeWithoutDaemon } from '../options/service/task-size';
import { containerDefinitions } from './container-definition';
import type { Capacity } from './fargate-capacity';
import type { Secrets } from './secrets';
import type { TaskImages } from './task-images';
import { logGrant, pullGrants, runGrants, secretGrants } from './task-permissions';
import { TaskRoles } from './task-roles';
import { tracingSidecar } from './tracing-sidecar';

export interface TaskDefinitionProps {
  readonly service: ResolvedService;

  /** Account-wide name of the service, and prefix of its resource names. */
  readonly name: string;
  readonly account: Account;
  readonly images: TaskImages;
  readonly secrets: Secrets;
  readonly capacity: Capacity;

  /** Days until a log event is deleted. */
  readonly logDays: number;

  /** Tags of revisions that a pipeline registers. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The task definition of a service: its containers, roles and logs.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definitions.html
 *
 * Synthesizes `aws_ecs_task_definition` and `aws_cloudwatch_log_group`. `TaskRoles` synthesizes the roles.
 */
export class TaskDefinition {
  readonly definition: EcsTaskDefinition;
  readonly roles: TaskRoles;
  readonly logGroup: CloudwatchLogGroup;

  /**
   * Input of `aws ecs register-task-definition --cli-input-json` for the same task definition.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
   */
  readonly registration: object;

  /** @param scope the service. The resources are its direct children. */
  constructor(scope: Construct, props: TaskDefinitionProps) {
    const { service, name, account, images, secrets, capacity, logDays } = props;
    const { kind, networkMode, xray, collectorImage } = capacity;
    const { ephemeralStorageGiB } = service;
    const { cpuUnits, memoryMiB } = taskSizeWithoutDaemon(service, 'address' in xray);

    this.logGroup = new CloudwatchLogGroup(scope, 'logs', {
      name: `/ecs/${name}`,
      retentionInDays: logDays,
    });
    const { logGroup } = this;
    const usedImages = allContainers(service).map((container) => images.of(service, container));
    const receiver = tracingSidecar(service, capacity);
    if (receiver) usedImages.push(images.referenced(receiver.image));
    this.roles = new TaskRoles(scope, 'roles', {
      name,
      account,
      start: [
        logGrant(logGroup.arn),
        ...pullGrants(usedImages, images.addedRepositories),
        ...secretGrants(service, secrets),
      ],
      run: runGrants(service, receiver !== undefined),
    });
    const containers = containerDefinitions(service, {
      imageOf: (container) => images.of(service, container).image,
      secretOf: (secret) => secrets.valueFrom(secret),
      logGroup: logGroup.name,
      region: account.region,
      networkMode,
      onEc2: kind === 'ec2',
      xray,
      collectorImage,
    });
    const { executionRole, taskRole } = this.roles;
    const isFargate = kind === 'fargate';
    const architecture = service.architecture === 'arm64' ? 'ARM64' : 'X86_64';
    const sizes = { cpu: String(cpuUnits), memory: String(memoryMiB) };
    this.definition = new EcsTaskDefinition(scope, 'task', {
      family: name,
      requiresCompatibilities: [isFargate ? 'FARGATE' : 'EC2'],
      networkMode,
      ...sizes,
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: architecture },
      ephemeralStorage:
        isFargate && ephemeralStorageGiB !== undefined
          ? { sizeInGib: ephemeralStorageGiB }
          : undefined,
      executionRoleArn: executionRole.arn,
      taskRoleArn: taskRole.arn,
      containerDefinitions: JSON.stringify(containers),
      // Terraform deregisters a revision that it replaces or destroys. Until its first deployment by the pipeline, the service
      // runs a revision of Terraform, and an inactive one cannot be assigned to it again:
      // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html
      skipDestroy: service.deployedBy === 'pipeline' ? true : undefined,
    });
    this.registration = {
      family: name,
      taskRoleArn: taskRole.arn,
      executionRoleArn: executionRole.arn,
      networkMode,
      containerDefinitions: containers,
      requiresCompatibilities: [isFargate ? 'FARGATE' : 'EC2'],
      ...sizes,
      runtimePlatform: { cpuArchitecture: architecture, operatingSystemFamily: 'LINUX' },
      ...(isFargate && ephemeralStorageGiB !== undefined
        ? { ephemeralStorage: { sizeInGiB: ephemeralStorageGiB } }
        : {}),
      tags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    };
  }
}
