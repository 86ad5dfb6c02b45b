import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { Lb } from '@cdktf/provider-aws/lib/lb';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { resolveScaling } from '../options/service/resolve-services';
import type { ResolvedScaling } from '../options/service/resolved-service';
import type { ScalingOptions, ScheduleOptions } from '../options/service/scaling-options';

/** How a service scales. */
export interface ServiceScalingProps extends ScalingOptions {
  /** The cluster of the service. */
  readonly cluster: EcsCluster;

  /** The service to scale. It must ignore changes of its own `desired_count`. */
  readonly service: EcsService;

  /**
   * Metric source of `requestsPerTaskPerMinute`, which needs it.
   *
   * @default - none
   */
  readonly targets?: {
    /** The load balancer. */
    readonly lb: Lb | DataAwsLb;

    /** The target group of the tasks. */
    readonly group: LbTargetGroup;

    /** Rules that must exist first: requests are counted only for a target group that a listener uses. */
    readonly rules: ITerraformDependable[];
  };
}

/**
 * Scales the number of tasks of a service: to keep metrics near their targets, and at scheduled times.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 *
 * Synthesizes `aws_appautoscaling_target`, `aws_appautoscaling_policy` and `aws_appautoscaling_scheduled_action`.
 */
export class ServiceScaling extends Construct {
  private readonly target: AppautoscalingTarget;

  /**
   * The policy or schedule that was added last. The next one depends on it, because AWS accepts only one change of a target at
   * a time, and the provider does not retry.
   * https://github.com/hashicorp/terraform-provider-aws/issues/17915
   */
  private last?: ITerraformDependable;

  /** The options are not checked: `ServicesApp` and `Environment` do that. */
  constructor(
    scope: Construct,
    id: string,
    { cluster, service, targets, ...options }: ServiceScalingProps,
  ) {
    super(scope, id);
    const props = resolveScaling(options);
    const { minTasks, maxTasks, schedules } = props;
    const { cpuPercent, memoryPercent, requestsPerTaskPerMinute } = props;

    this.target = new AppautoscalingTarget(this, 'tasks', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${cluster.name}/${service.name}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
      lifecycle: scheduledBounds(schedules),
    });
    if (cpuPercent !== undefined) {
      this.addPolicy('cpu', 'ECSServiceAverageCPUUtilization', cpuPercent, props);
    }
    if (memoryPercent !== undefined) {
      this.addPolicy('memory', 'ECSServiceAverageMemoryUtilization', memoryPercent, props);
    }
    if (requestsPerTaskPerMinute !== undefined && targets) {
      this.addPolicy('requests', 'ALBRequestCountPerTarget', requestsPerTaskPerMinute, props, {
        label: `${targets.lb.arnSuffix}/${targets.group.arnSuffix}`,
        dependsOn: targets.rules,
      });
    }
    for (const schedule of schedules) this.addSchedule(schedule);
  }

  private addPolicy(
    name: string,
    predefinedMetricType: string,
    targetValue: number,
    { scaleOutCooldownSeconds, scaleInCooldownSeconds }: ResolvedScaling,
    more: { label?: string; dependsOn?: ITerraformDependable[] } = {},
  ): void {
    const { serviceNamespace, scalableDimension, resourceId } = this.target;
    const policy = new AppautoscalingPolicy(this, name, {
      name,
      policyType: 'TargetTrackingScaling',
      serviceNamespace,
      scalableDimension,
      resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        scaleOutCooldown: scaleOutCooldownSeconds,
        scaleInCooldown: scaleInCooldownSeconds,
        predefinedMetricSpecification: { predefinedMetricType, resourceLabel: more.label },
      },
      dependsOn: this.after(more.dependsOn),
    });
    this.last = policy;
  }

  private addSchedule({ name, cron, timeZone = 'UTC', minTasks, maxTasks }: ScheduleOptions) {
    const { serviceNamespace, scalableDimension, resourceId } = this.target;
    const action = new AppautoscalingScheduledAction(this, `at-${name}`, {
      name,
      serviceNamespace,
      scalableDimension,
      resourceId,
      schedule: `cron(${cron} *)`,
      timezone: timeZone,
      scalableTargetAction: {
        minCapacity: minTasks === undefined ? undefined : String(minTasks),
        maxCapacity: maxTasks === undefined ? undefined : String(maxTasks),
      },
      dependsOn: this.after(),
    });
    this.last = action;
  }

  private after(others: readonly ITerraformDependable[] = []): ITerraformDependable[] | undefined {
    const all = this.last ? [...others, this.last] : [...others];
    return all.length > 0 ? all : undefined;
  }
}

/** Ignores bounds that schedules change. Otherwise a plan would reset them. */
function scheduledBounds(schedules: readonly ScheduleOptions[]) {
  const ignoreChanges = [
    ...(schedules.some(({ minTasks }) => minTasks !== undefined) ? ['min_capacity'] : []),
    ...(schedules.some(({ maxTasks }) => maxTasks !== undefined) ? ['max_capacity'] : []),
  ];
  return ignoreChanges.length > 0 ? { ignoreChanges } : undefined;
}
