import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { Construct } from 'constructs';
import type { ScalingDescription } from './scaling-description';

export interface ServiceScalingProps extends Required<ScalingDescription> {
  readonly cluster: EcsCluster;

  /** The service to scale. It must ignore changes of its own `desired_count`. */
  readonly service: EcsService;
}

/**
 * Adds and removes tasks of one service so that its average CPU use stays near a target.
 *
 * Synthesizes `aws_appautoscaling_target` and `aws_appautoscaling_policy`.
 */
export class ServiceScaling extends Construct {
  constructor(scope: Construct, id: string, props: ServiceScalingProps) {
    super(scope, id);
    const { cluster, service, minTasks, maxTasks, cpuPercent } = props;

    const target = new AppautoscalingTarget(this, 'tasks', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${cluster.name}/${service.name}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
    });
    new AppautoscalingPolicy(this, 'cpu', {
      name: 'cpu',
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: cpuPercent,
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    });
  }
}
