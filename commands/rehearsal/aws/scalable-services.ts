/** Body of a call of Application Auto Scaling. */
export type Call = Readonly<Record<string, unknown>>;

/** A target-tracking policy for requests per task. */
export interface TrackingPolicy {
  readonly name: string;

  /** Suffix of the target group's ARN: `targetgroup/<name>/<id>`. */
  readonly targetGroup: string;

  /** Requests per task and minute. */
  readonly targetValue: number;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
  readonly mayScaleIn: boolean;
}

/** An ECS service with Auto Scaling. */
export interface ScalableService {
  readonly cluster: string;
  readonly service: string;
  readonly minTasks: number;
  readonly maxTasks: number;
  readonly policies: readonly TrackingPolicy[];
}

interface Tracking {
  readonly TargetValue: number;
  readonly DisableScaleIn?: boolean;
  readonly ScaleInCooldown?: number;
  readonly ScaleOutCooldown?: number;
  readonly PredefinedMetricSpecification?: {
    readonly PredefinedMetricType: string;
    readonly ResourceLabel?: string;
  };
}

/** Default for ECS services: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html */
const defaultCooldownSeconds = 300;

/** The ECS services among scalable targets, each with its policies for requests. */
export function scalableServices(
  targets: readonly Call[],
  policies: readonly Call[],
): ScalableService[] {
  return targets
    .filter(({ ScalableDimension }) => ScalableDimension === 'ecs:service:DesiredCount')
    .map(({ ResourceId, MinCapacity, MaxCapacity }) => {
      const [, cluster = '', service = ''] = String(ResourceId).split('/');
      return {
        cluster,
        service,
        minTasks: Number(MinCapacity),
        maxTasks: Number(MaxCapacity),
        policies: policies.filter((policy) => policy.ResourceId === ResourceId).flatMap(tracking),
      };
    });
}

function tracking(policy: Call): TrackingPolicy[] {
  const sent = policy.TargetTrackingScalingPolicyConfiguration as Tracking | undefined;
  const metric = sent?.PredefinedMetricSpecification;
  const targetGroup = /targetgroup\/.*/.exec(metric?.ResourceLabel ?? '')?.[0];
  if (!sent || metric?.PredefinedMetricType !== 'ALBRequestCountPerTarget' || !targetGroup) {
    return [];
  }
  return [
    {
      name: String(policy.PolicyName),
      targetGroup,
      targetValue: sent.TargetValue,
      scaleOutCooldownSeconds: sent.ScaleOutCooldown ?? defaultCooldownSeconds,
      scaleInCooldownSeconds: sent.ScaleInCooldown ?? defaultCooldownSeconds,
      mayScaleIn: !sent.DisableScaleIn,
    },
  ];
}
