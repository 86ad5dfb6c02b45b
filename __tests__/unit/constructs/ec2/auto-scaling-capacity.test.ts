import type { Ec2CapacityOptions } from '../../../../constructs/options/environment/ec2-capacity-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { all } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const arm: ServiceOptions = { ...web, architecture: 'arm64' };

/** Launch template, Auto Scaling group and capacity provider. */
const parts = (ec2Capacity: Ec2CapacityOptions = {}, service = web) => {
  const { resource } = synthEc2([service], {}, ec2Capacity);
  const [template] = all(resource, 'aws_launch_template');
  const [group] = all(resource, 'aws_autoscaling_group');
  const [provider] = all(resource, 'aws_ecs_capacity_provider');
  return { template, group, provider: provider?.auto_scaling_group_provider };
};

test('instances have the latest ECS-optimized AMI of their architecture, and containers cannot read their metadata', () => {
  expect(parts().template).toMatchObject({
    image_id: 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
    instance_type: 't3.small',
    iam_instance_profile: { arn: '${aws_iam_instance_profile.hosts_role_profile.arn}' },
    metadata_options: {
      http_endpoint: 'enabled',
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
    },
    update_default_version: true,
  });
  expect(parts({ instanceTypes: ['t4g.small'] }, arm).template).toMatchObject({
    image_id:
      'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id',
    instance_type: 't4g.small',
  });
});

test('the volume is encrypted, and instance, volume and network interface have tags', () => {
  const { template } = parts({ volumeGiB: 50 });
  expect(template?.block_device_mappings).toEqual([
    {
      device_name: '/dev/xvda',
      ebs: {
        volume_size: 50,
        volume_type: 'gp3',
        encrypted: 'true',
        delete_on_termination: 'true',
      },
    },
  ]);
  const tags = { project: 'magicnight', stack: 'ec2', Name: 'magicnight-ec2' };
  expect(template?.tag_specifications).toEqual([
    { resource_type: 'instance', tags },
    { resource_type: 'volume', tags },
    { resource_type: 'network-interface', tags },
  ]);
});

test('the group spans the private subnets, and a destroy does not wait for protected instances', () => {
  expect(parts({ minHosts: 0, maxHosts: 9, maxLifetimeDays: 3 }).group).toMatchObject({
    min_size: 0,
    max_size: 9,
    vpc_zone_identifier: [
      '${aws_subnet.network_private_zone-a.id}',
      '${aws_subnet.network_private_zone-b.id}',
    ],
    max_instance_lifetime: 259_200,
    force_delete: true,
  });
});

test('the group has all instance types, and its share of Spot', () => {
  const { group } = parts({ instanceTypes: ['m7i.large', 'm6i.large'], spotPercent: 70 });
  expect(group).toMatchObject({
    capacity_rebalance: true,
    mixed_instances_policy: {
      launch_template: {
        launch_template_specification: {
          launch_template_id: '${aws_launch_template.hosts_template.id}',
          version: '${aws_launch_template.hosts_template.latest_version}',
        },
        override: [{ instance_type: 'm7i.large' }, { instance_type: 'm6i.large' }],
      },
      instances_distribution: {
        on_demand_base_capacity: 0,
        on_demand_percentage_above_base_capacity: 30,
        on_demand_allocation_strategy: 'prioritized',
        spot_allocation_strategy: 'price-capacity-optimized',
      },
    },
  });
  expect(parts().group).toMatchObject({
    capacity_rebalance: false,
    mixed_instances_policy: {
      instances_distribution: { on_demand_percentage_above_base_capacity: 100 },
    },
  });
});

test('ECS moves the tasks of an instance that is terminated, so that all instances are replaced in time', () => {
  const { group, provider } = parts({ targetPercent: 75 });
  expect(provider).toMatchObject({
    managed_termination_protection: 'DISABLED',
    managed_draining: 'ENABLED',
    managed_scaling: { status: 'ENABLED', target_capacity: 75 },
  });
  expect(group).toMatchObject({ protect_from_scale_in: false, max_instance_lifetime: 1_209_600 });
  expect(group?.tag).toContainEqual({
    key: 'AmazonECSManaged',
    value: '',
    propagate_at_launch: true,
  });
});

test('termination protection needs both protections; an instance refresh replaces protected instances, too', () => {
  const { group, provider } = parts({ terminationProtection: true });
  expect(provider).toMatchObject({
    managed_termination_protection: 'ENABLED',
    managed_draining: 'ENABLED',
  });
  expect(group).toMatchObject({
    protect_from_scale_in: true,
    instance_refresh: {
      strategy: 'Rolling',
      preferences: {
        min_healthy_percentage: 100,
        max_healthy_percentage: 200,
        scale_in_protected_instances: 'Refresh',
      },
    },
  });
});

test('no capacity provider has a reserved prefix', () => {
  const { resource } = synthEc2([web]);
  for (const { name } of all(resource, 'aws_ecs_capacity_provider')) {
    expect(name).not.toMatch(/^(aws|ecs|fargate)/i);
  }
});
