import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPythonTool } from '../../commands/cli/python-tool';
import { engineEnvironment } from '../../commands/docker/docker-engine';
import { AwsClient } from '../../commands/rehearsal/aws/aws-client';
import { Gateway } from '../../commands/rehearsal/aws/gateway';
import { Emulator, emulatorTool } from '../../commands/rehearsal/emulator/emulator';
import { describeWith } from '../support/needs';

const region = 'eu-central-1';
const key = 'rehearsalhosts';

describeWith(['docker', 'python'], 'EC2 instances of the emulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-instances-'));
  let emulator: Emulator;
  let gateway: Gateway;
  let client: AwsClient;

  beforeAll(async () => {
    const python = await installPythonTool(emulatorTool);
    const environment = await engineEnvironment();
    emulator = await Emulator.spawn({ python, id: 'instances', key, folder, region, environment });
    await emulator.untilReady();
    gateway = await Gateway.start({ emulatorPort: emulator.port, region, key });
    client = new AwsClient({
      gateway: gateway.address,
      emulator: emulator.port,
      frontDoor: '',
      secureDoor: '',
      region,
      accessKey: key,
      project: '',
      kept: false,
    });
  });

  afterAll(async () => {
    gateway.stop();
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });

  const ecs = <T>(action: string, call: object) =>
    client.json<T>('ecs', `AmazonEC2ContainerServiceV20141113.${action}`, call);

  const autoScaling = (Action: string, call: Readonly<Record<string, string>>) =>
    client.query('autoscaling', { Action, Version: '2011-01-01', ...call });

  /** Creates a cluster, and an Auto Scaling group of two instances that join it. Returns the ARN of the group. */
  async function clusterWithInstances(
    name: string,
    settings: Readonly<Record<string, string>> = {},
  ) {
    await ecs('CreateCluster', { clusterName: name });
    const template = await client.query('ec2', {
      Action: 'CreateLaunchTemplate',
      Version: '2016-11-15',
      LaunchTemplateName: name,
      'LaunchTemplateData.UserData': Buffer.from(`ECS_CLUSTER=${name}\n`).toString('base64'),
    });
    const specification = 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification';
    await autoScaling('CreateAutoScalingGroup', {
      AutoScalingGroupName: name,
      MinSize: '2',
      MaxSize: '4',
      NewInstancesProtectedFromScaleIn: 'true',
      [`${specification}.LaunchTemplateId`]: /lt-\w+/.exec(template)?.[0] ?? '',
      [`${specification}.Version`]: '$Latest',
      ...settings,
    });
    const groups = await autoScaling('DescribeAutoScalingGroups', {});
    return new RegExp(`arn:[^<]*autoScalingGroupName/${name}(?=<)`).exec(groups)?.[0] ?? '';
  }

  const register = (family: string) =>
    ecs('RegisterTaskDefinition', {
      family,
      containerDefinitions: [{ name: family, image: 'none', memory: 64 }],
    });

  const instanceCount = async (cluster: string) => {
    const call = { clusters: [cluster] };
    const { clusters } = await ecs<{
      clusters: { registeredContainerInstancesCount: number }[];
    }>('DescribeClusters', call);
    return clusters[0]?.registeredContainerInstancesCount;
  };

  test('a cluster with services or with instances cannot be deleted', async () => {
    await clusterWithInstances('held');
    await register('held');
    const service = { cluster: 'held', serviceName: 'held', taskDefinition: 'held' };
    await ecs('CreateService', { ...service, desiredCount: 0 });

    const remove = () => ecs('DeleteCluster', { cluster: 'held' });
    await expect(remove()).rejects.toThrow('ClusterContainsServicesException');
    await ecs('DeleteService', { cluster: 'held', service: 'held' });
    await expect(remove()).rejects.toThrow('ClusterContainsContainerInstancesException');
    await autoScaling('DeleteAutoScalingGroup', {
      AutoScalingGroupName: 'held',
      ForceDelete: 'true',
    });
    await expect(remove()).resolves.toBeDefined();
  });

  test('a group with instances is only deleted by force, and keeps protected instances', async () => {
    await clusterWithInstances('kept');
    const group = { AutoScalingGroupName: 'kept' };
    const remove = () => autoScaling('DeleteAutoScalingGroup', group);

    await autoScaling('UpdateAutoScalingGroup', { ...group, MinSize: '0', DesiredCapacity: '0' });
    await expect(remove()).rejects.toThrow('<Code>ResourceInUse</Code>');
    expect(await instanceCount('kept')).toBe(2);

    const instances = await autoScaling('DescribeAutoScalingInstances', {});
    const own = [...instances.matchAll(/(i-\w+)<\/InstanceId><AutoScalingGroupName>kept</g)];
    const ids = own.map(([, id = ''], index) => [`InstanceIds.member.${index + 1}`, id]);
    await autoScaling('SetInstanceProtection', {
      ...group,
      ...Object.fromEntries(ids),
      ProtectedFromScaleIn: 'false',
    });
    expect(await instanceCount('kept')).toBe(0);
    await expect(remove()).resolves.toBeDefined();
  });

  test('a larger minimum size adds instances', async () => {
    await clusterWithInstances('grown');
    const group = { AutoScalingGroupName: 'grown' };
    await autoScaling('UpdateAutoScalingGroup', { ...group, MinSize: '3' });
    expect(await instanceCount('grown')).toBe(3);
  });

  test('a capacity provider in use can neither be deleted nor removed from its cluster', async () => {
    const autoScalingGroupArn = await clusterWithInstances('capacity');
    await ecs('CreateCapacityProvider', {
      name: 'capacity',
      autoScalingGroupProvider: { autoScalingGroupArn },
    });
    const put = (capacityProviders: string[]) =>
      ecs('PutClusterCapacityProviders', {
        cluster: 'capacity',
        capacityProviders,
        defaultCapacityProviderStrategy: [],
      });
    const remove = () =>
      ecs<{ capacityProvider: { updateStatus: string; status: string } }>(
        'DeleteCapacityProvider',
        { capacityProvider: 'capacity' },
      );
    const service = {
      cluster: 'capacity',
      serviceName: 'capacity',
      taskDefinition: 'capacity',
      desiredCount: 0,
      capacityProviderStrategy: [{ capacityProvider: 'capacity', weight: 1 }],
    };
    await register('capacity');

    await expect(ecs('CreateService', service)).rejects.toThrow('not associated with the cluster');
    await put(['capacity']);
    await ecs('CreateService', service);
    await expect(put([])).rejects.toThrow('ResourceInUseException');
    expect((await remove()).capacityProvider).toMatchObject({
      updateStatus: 'DELETE_FAILED',
      status: 'ACTIVE',
    });
    await ecs('DeleteService', { cluster: 'capacity', service: 'capacity' });
    await put([]);
    expect((await remove()).capacityProvider.status).toBe('INACTIVE');
  });

  test('managed termination protection requires protection from scale in', async () => {
    const autoScalingGroupArn = await clusterWithInstances('bare', {
      NewInstancesProtectedFromScaleIn: 'false',
    });
    const provider = { autoScalingGroupArn, managedTerminationProtection: 'ENABLED' };
    await expect(
      ecs('CreateCapacityProvider', { name: 'bare', autoScalingGroupProvider: provider }),
    ).rejects.toThrow('must have instance protection from scale in enabled');
  });

  test('a group is returned as it was created, with the tag of ECS', async () => {
    const autoScalingGroupArn = await clusterWithInstances('described', {
      MaxInstanceLifetime: '604800',
      CapacityRebalance: 'true',
      DefaultInstanceWarmup: '60',
      'MixedInstancesPolicy.InstancesDistribution.SpotAllocationStrategy':
        'price-capacity-optimized',
      'MixedInstancesPolicy.LaunchTemplate.Overrides.member.1.InstanceType': 't3.small',
    });
    const provider = { name: 'described', autoScalingGroupProvider: { autoScalingGroupArn } };
    const { capacityProvider } = await ecs<{
      capacityProvider: { autoScalingGroupProvider: object };
    }>('CreateCapacityProvider', provider);
    expect(capacityProvider.autoScalingGroupProvider).toMatchObject({ managedDraining: 'ENABLED' });

    const group = await autoScaling('DescribeAutoScalingGroups', {
      'AutoScalingGroupNames.member.1': 'described',
    });
    for (const part of [
      '<MaxInstanceLifetime>604800<',
      '<CapacityRebalance>true<',
      '<DefaultInstanceWarmup>60<',
      '<SpotAllocationStrategy>price-capacity-optimized<',
      '<Overrides><member><InstanceType>t3.small<',
      '<Key>AmazonECSManaged<',
    ]) {
      expect(group).toContain(part);
    }
  });

  test('a daemon cannot have options that AWS rejects for daemons', async () => {
    await clusterWithInstances('daemon');
    await register('daemon');
    const daemon = {
      cluster: 'daemon',
      serviceName: 'daemon',
      taskDefinition: 'daemon',
      schedulingStrategy: 'DAEMON',
      launchType: 'EC2',
    };
    await expect(
      ecs('CreateService', { ...daemon, deploymentConfiguration: { maximumPercent: 200 } }),
    ).rejects.toThrow('does not support values above 100');
    await expect(
      ecs('CreateService', { ...daemon, placementStrategy: [{ type: 'random' }] }),
    ).rejects.toThrow('does not support placement strategies');
  });
});
