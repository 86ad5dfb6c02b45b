import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Fn, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Ingress } from '../load-balancer/ingress';
import type { ResolvedEc2Capacity } from '../options/environment/resolved-ec2-capacity';
import type { InstanceCapacity } from './instance-capacity';
import { InstanceRole } from './instance-role';
import { InstanceSecurityGroup } from './instance-security-group';
import { userData } from './user-data';

export interface AutoScalingCapacityProps extends ResolvedEc2Capacity {
  /** Of the group, the capacity provider and the hosts. */
  readonly name: string;
  readonly ingress: Ingress;
  readonly cluster: EcsCluster;
  readonly instances: readonly InstanceCapacity[];

  /** TCP ports of others that hosts, and with them their tasks, may call. */
  readonly egressPorts: readonly number[];

  /** Tags of hosts and their disks: the provider's own do not reach them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The image that AWS makes for hosts; a new one is taken by new hosts. */
const imageParameters = {
  x86_64: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
  arm64: '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id',
} as const;

/**
 * EC2 instances for the tasks of a cluster: as many as these need, added and removed by ECS.
 *
 * They are made after the cluster, and destroyed before it, since their user data has its name; the association with the cluster
 * is a resource of its own, for which services wait: what is in use is never asked to go.
 *
 * Synthesizes `aws_launch_template`, `aws_autoscaling_group`, `aws_ecs_capacity_provider`,
 * `aws_ecs_cluster_capacity_providers`, and by its parts the role and the security group.
 */
export class AutoScalingCapacity extends Construct {
  readonly provider: EcsCapacityProvider;

  /** What must be there before a service. */
  readonly dependencies: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AutoScalingCapacityProps) {
    super(scope, id);
    const { name, ingress, cluster, networkMode, egressPorts } = props;
    const role = new InstanceRole(this, 'role', { name, account: ingress.account, cluster });
    const access = new InstanceSecurityGroup(this, 'access', {
      name,
      ingress,
      networkMode,
      egressPorts,
    });
    const template = this.template(props, role, access);
    const group = this.group(props, template, [
      ...role.ready,
      ...access.rules,
      ...ingress.network.egressDependencies,
    ]);
    this.provider = new EcsCapacityProvider(this, 'provider', {
      name,
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedDraining: 'ENABLED',
        managedTerminationProtection: props.terminationProtection ? 'ENABLED' : 'DISABLED',
        managedScaling: {
          status: 'ENABLED',
          targetCapacity: props.targetPercent,
          minimumScalingStepSize: 1,
          maximumScalingStepSize: 10,
          instanceWarmupPeriod: 120,
        },
      },
    });
    const association = new EcsClusterCapacityProviders(this, 'association', {
      clusterName: cluster.name,
      capacityProviders: [this.provider.name],
      defaultCapacityProviderStrategy: [
        { capacityProvider: this.provider.name, base: 0, weight: 1 },
      ],
    });
    this.dependencies = [association, ...access.rules];
  }

  private template(
    props: AutoScalingCapacityProps,
    role: InstanceRole,
    access: InstanceSecurityGroup,
  ): LaunchTemplate {
    const { name, ingress, cluster, instances, networkMode, volumeGiB, tags } = props;
    const architecture = instances[0]?.architecture ?? 'x86_64';
    const named = { ...tags, Name: name };
    return new LaunchTemplate(this, 'template', {
      name,
      description: 'Hosts of tasks',
      updateDefaultVersion: true,
      imageId: `resolve:ssm:${imageParameters[architecture]}`,
      instanceType: instances[0]?.name,
      iamInstanceProfile: { arn: role.profile.arn },
      // A hop less than containers need: none of them gets the role of its host.
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: 'disabled',
      },
      networkInterfaces: [
        {
          deviceIndex: 0,
          associatePublicIpAddress: ingress.network.publicTasks ? 'true' : 'false',
          securityGroups: access.securityGroupIds,
          deleteOnTermination: 'true',
        },
      ],
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            volumeSize: volumeGiB,
            volumeType: 'gp3',
            encrypted: 'true',
            deleteOnTermination: 'true',
          },
        },
      ],
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({
        resourceType,
        tags: named,
      })),
      userData: Fn.base64encode(userData({ cluster: cluster.name, networkMode })),
    });
  }

  private group(
    props: AutoScalingCapacityProps,
    template: LaunchTemplate,
    dependsOn: ITerraformDependable[],
  ): AutoscalingGroup {
    const { name, ingress, instances, minHosts, maxHosts, spotPercent, maxLifetimeDays, tags } =
      props;
    return new AutoscalingGroup(this, 'group', {
      name,
      minSize: minHosts,
      maxSize: maxHosts,
      vpcZoneIdentifier: ingress.network.taskSubnetIds,
      mixedInstancesPolicy: {
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: template.id,
            version: `\${${template.fqn}.latest_version}`,
          },
          override: instances.map((type) => ({ instanceType: type.name })),
        },
        instancesDistribution: {
          onDemandBaseCapacity: 0,
          onDemandPercentageAboveBaseCapacity: 100 - spotPercent,
          onDemandAllocationStrategy: 'prioritized',
          spotAllocationStrategy: 'price-capacity-optimized',
        },
      },
      capacityRebalance: spotPercent > 0,
      healthCheckType: 'EC2',
      healthCheckGracePeriod: 60,
      // ECS alone says which host may go: one without tasks.
      protectFromScaleIn: props.terminationProtection,
      // Without it a destroy waits for ever for hosts that are protected.
      forceDelete: true,
      maxInstanceLifetime: maxLifetimeDays * 24 * 60 * 60,
      instanceRefresh: {
        strategy: 'Rolling',
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 200,
          // All are protected; it would skip them.
          scaleInProtectedInstances: 'Refresh',
        },
      },
      // The group gets the first one from ECS anyway; a plan would take it away.
      tag: Object.entries({ AmazonECSManaged: '', ...tags, Name: name }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      dependsOn,
    });
  }
}
