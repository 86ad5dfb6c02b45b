/** A call of Application Auto Scaling: what it was sent. */
export type Call = Readonly<Record<string, unknown>>;

/** A policy that holds the requests per task near an aim. */
export interface TrackingPolicy {
  readonly name: string;

  /** End of the ARN of the target group whose requests count: `targetgroup/<name>/<id>`. */
  readonly targetGroup: string;

  /** Requests per task and minute. */
  readonly aim: number;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
  readonly mayScaleIn: boolean;
}

/** A service of ECS that is scaled. */
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

/** Of services of ECS: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html */
const defaultCooldownSeconds = 300;

/** The services among scalable targets, each with the policies that can be measured. */
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
      aim: sent.TargetValue,
      scaleOutCooldownSeconds: sent.ScaleOutCooldown ?? defaultCooldownSeconds,
      scaleInCooldownSeconds: sent.ScaleInCooldown ?? defaultCooldownSeconds,
      mayScaleIn: !sent.DisableScaleIn,
    },
  ];
}
