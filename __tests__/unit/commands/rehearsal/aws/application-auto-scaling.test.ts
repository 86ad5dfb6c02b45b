import { ApplicationAutoScaling } from '../../../../../commands/rehearsal/aws/application-auto-scaling';

const service = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/shop/api',
  ScalableDimension: 'ecs:service:DesiredCount',
};

test('only policies for requests can be acted on; a cooldown that is left out is 300 s', () => {
  const scaling = new ApplicationAutoScaling('eu-central-1');
  const policy = (PolicyName: string, TargetValue: number, metric: object, other = {}) =>
    scaling.answer('PutScalingPolicy', {
      ...service,
      PolicyName,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue,
        PredefinedMetricSpecification: metric,
        ...other,
      },
    });
  scaling.answer('RegisterScalableTarget', { ...service, MinCapacity: 1, MaxCapacity: 4 });
  policy('cpu', 70, { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' });
  policy(
    'requests',
    600,
    {
      PredefinedMetricType: 'ALBRequestCountPerTarget',
      ResourceLabel: 'app/shop/50dc6c495c0c9188/targetgroup/api/73e2d6bc24d8a067',
    },
    { ScaleOutCooldown: 0, DisableScaleIn: true },
  );
  expect(scaling.services()).toEqual([
    {
      cluster: 'shop',
      service: 'api',
      minTasks: 1,
      maxTasks: 4,
      policies: [
        {
          name: 'requests',
          targetGroup: 'targetgroup/api/73e2d6bc24d8a067',
          targetValue: 600,
          scaleOutCooldownSeconds: 0,
          scaleInCooldownSeconds: 300,
          mayScaleIn: false,
        },
      ],
    },
  ]);
});
