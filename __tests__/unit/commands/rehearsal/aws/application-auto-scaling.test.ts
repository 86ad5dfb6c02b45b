import { ApplicationAutoScaling } from '../../../../../commands/rehearsal/aws/application-auto-scaling';

const service = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/shop/api',
  ScalableDimension: 'ecs:service:DesiredCount',
};

test('a scheduled action is read back as it was sent, and gone when it is deleted', () => {
  const scaling = new ApplicationAutoScaling('eu-central-1');
  const action = {
    ...service,
    ScheduledActionName: 'night',
    Schedule: 'cron(0 22 * * ? *)',
    Timezone: 'Europe/Berlin',
    ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
  };
  scaling.answer('PutScheduledAction', { ...action, StartTime: 1_800_000_000 });
  scaling.answer('PutScheduledAction', action);
  const asked = { ...service, ScheduledActionNames: ['night'] };
  const { ScheduledActions } = scaling.answer('DescribeScheduledActions', asked) as {
    ScheduledActions: object[];
  };
  expect(JSON.parse(JSON.stringify(ScheduledActions))).toEqual([
    {
      ...action,
      ScheduledActionARN: expect.stringMatching(/^arn:aws:application-autoscaling:eu-central-1:/),
      CreationTime: expect.any(Number),
    },
  ]);

  expect(scaling.answer('DeleteScheduledAction', action)).toEqual({});
  expect(scaling.answer('DeleteScheduledAction', action)).toBeUndefined();
  expect(scaling.answer('DescribeScheduledActions', asked)).toEqual({ ScheduledActions: [] });
});

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

test('tags of the tasks of one service are not those of another', () => {
  const scaling = new ApplicationAutoScaling('eu-central-1');
  const register = (ResourceId: string, Tags: Record<string, string>) =>
    scaling.answer('RegisterScalableTarget', { ...service, ResourceId, Tags }) as {
      ScalableTargetARN: string;
    };
  const one = register('service/shop-test/api', { stage: 'test' });
  const other = register('service/shop-live/api', { stage: 'live' });
  const tagsOf = ({ ScalableTargetARN: ResourceARN }: typeof one) =>
    scaling.answer('ListTagsForResource', { ResourceARN });
  expect([tagsOf(one), tagsOf(other)]).toEqual([
    { Tags: { stage: 'test' } },
    { Tags: { stage: 'live' } },
  ]);
});
