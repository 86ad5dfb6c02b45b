import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const synth = (options: Partial<EnvironmentOptions>) => {
  const { resource } = synthFargate([web], options);
  const [cluster] = all(resource, 'aws_ecs_cluster');
  return { cluster, insights: resource.aws_cloudwatch_log_group?.cluster_insights };
};

test('the log group of Container Insights exists before the cluster, so that AWS does not create it without retention', () => {
  const { cluster, insights } = synth({ containerInsights: true });
  expect(insights).toMatchObject({
    name: '/aws/ecs/containerinsights/magicnight-fargate/performance',
    retention_in_days: 30,
  });
  expect(cluster?.depends_on).toEqual(['aws_cloudwatch_log_group.cluster_insights']);
  expect(synth({ production: true }).insights).toMatchObject({ retention_in_days: 365 });
});

test('without Container Insights there is no such log group', () => {
  const { cluster, insights } = synth({ production: true, containerInsights: false });
  expect(insights).toBeUndefined();
  expect(cluster?.depends_on).toBeUndefined();
});
