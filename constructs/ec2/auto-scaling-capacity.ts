import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Fn, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Ingress } from '../load-balancer/ingress';
import {
  type Ec2CapacityOptions,
  type ResolvedEc2Capacity,
  resolveEc2Capacity,
} from '../options/environment/ec2-capacity-options';
import { type InstanceCapacity, instanceCapacities } from './instance-capacity';
import { InstanceRole } from './instance-role';
import { InstanceSecurityGroup } from './instance-security-group';
import { userData } from './user-data';

/** The instances, and the cluster, network and load balancer that they belong to. */
export interface AutoScalingCapacityProps extends Ec2CapacityOptions {
  /** Name of the Auto Scaling group, the capacity provider and the instances. */
  readonly name: string;

  /** The account, the network of the instances, and the load balancer that reaches tasks on them. */
  readonly ingress: Pick<Ingress, 'account' | 'network' | 'loadBalancer'>;

  /** The cluster that the instances join. */
  readonly cluster: EcsCluster;

  /** TCP ports of other hosts that instances and their tasks may connect to. */
  readonly egressPorts: readonly number[];

  /** Tags of instances and volumes. The provider's default tags do not apply to them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** All options with their defaults, and what is known of the instance types. */
type ResolvedProps = AutoScalingCapacityProps &
  ResolvedEc2Capacity & { readonly instances: readonly InstanceCapacity[] };

/** SSM parameters of the ECS-optimized AMI; new instances use its latest version. */
const imageParameters = {
  x86_64: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
  arm64: '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id',
} as const;

/**
 * EC2 instances for the tasks of a cluster. ECS adds and removes instances as the tasks require.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 *
 * Instances are created after the cluster and destroyed before it, since their user data contains its name. The association with
 * the cluster is a separate resource on which services depend, so that a capacity provider in use is never destroyed.
 *
 * Synthesizes `aws_launch_template`, `aws_autoscaling_group`, `aws_ecs_capacity_provider` and
 * `aws_ecs_cluster_capacity_providers`. Its parts synthesize the role and the security group.
 */
export class AutoScalingCapacity extends Construct {
  /** The capacity provider: `provider.name` in the strategy of a service. */
  readonly provider: EcsCapacityProvider;

  /** Resources that must exist before a service. */
  readonly dependencies: ITerraformDependable[];

  /** The options are not checked: `ServicesApp` and `Environment` do that. */
  constructor(scope: Construct, id: string, options: AutoScalingCapacityProps) {
    super(scope, id);
    const props = resolveProps(options);
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
        // An instance that is terminated, even at the end of its lifetime, first loses its tasks to other instances:
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html
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
    props: ResolvedProps,
    role: InstanceRole,
    access: InstanceSecurityGroup,
  ): LaunchTemplate {
    const { name, ingress, cluster, instances, networkMode, volumeGiB, tags } = props;
    const architecture = instances[0]?.architecture ?? 'x86_64';
    const nameTags = { ...tags, Name: name };
    return new LaunchTemplate(this, 'template', {
      name,
      description: 'Hosts of tasks',
      updateDefaultVersion: true,
      imageId: `resolve:ssm:${imageParameters[architecture]}`,
      instanceType: instances[0]?.name,
      iamInstanceProfile: { arn: role.profile.arn },
      // With one hop, containers in mode `bridge` cannot get credentials of the instance role.
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
        tags: nameTags,
      })),
      userData: Fn.base64encode(userData({ cluster: cluster.name, networkMode })),
    });
  }

  private group(
    props: ResolvedProps,
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
      // With managed termination protection, only ECS removes instances, and only those without tasks.
      protectFromScaleIn: props.terminationProtection,
      // Without it, a destroy never ends: it waits for protected instances.
      forceDelete: true,
      maxInstanceLifetime: maxLifetimeDays * 24 * 60 * 60,
      instanceRefresh: {
        strategy: 'Rolling',
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 200,
          // With protection, an instance refresh would otherwise skip all instances.
          scaleInProtectedInstances: 'Refresh',
        },
      },
      // ECS adds the tag AmazonECSManaged itself; a plan would remove it.
      tag: Object.entries({ AmazonECSManaged: '', ...tags, Name: name }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      dependsOn,
    });
  }
}

function resolveProps(props: AutoScalingCapacityProps): ResolvedProps {
  const resolved = { ...props, ...resolveEc2Capacity(props) };
  return { ...resolved, instances: instanceCapacities(resolved) };
}
