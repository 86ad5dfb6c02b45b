import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { Fn, Op, TerraformSelf } from 'cdktf';
import { Construct } from 'constructs';
import type { ExistingNetworkOptions } from '../options/environment/network-options';
import type { Network } from './network';

/**
 * An existing VPC. Each plan looks up its subnets, and fails if a subnet is in another VPC, if two public subnets are in the
 * same availability zone, or if a public subnet has no IPv6 range although `dualStack` is set.
 *
 * Synthesizes the data sources `aws_vpc` and `aws_subnet`.
 */
export class ExistingVpc extends Construct implements Network {
  /** ID of the VPC, as the data source returns it. */
  readonly vpcId: string;

  /** ID of the VPC, as the options have it. */
  readonly identity: string;

  /** Name of the option. */
  readonly vpcIdName = 'network.vpcId';

  /** IDs of the subnets of the load balancer. */
  readonly publicSubnetIds: string[];

  /** IDs of the subnets of the tasks. */
  readonly taskSubnetIds: string[];

  /** Whether tasks get public IPv4 addresses. */
  readonly publicTasks: boolean;

  /** Whether the public subnets have IPv6 ranges. */
  readonly isDualStack: boolean;

  /** None: the owner of the VPC provides its routes. */
  readonly ingressDependencies: [] = [];

  /** None: the owner of the VPC provides its routes. */
  readonly egressDependencies: [] = [];

  /** The options are not checked: `ServicesApp` and `Environment` do that. A plan checks what AWS knows of them. */
  constructor(scope: Construct, id: string, options: ExistingNetworkOptions) {
    super(scope, id);
    const { vpcId, publicSubnetIds = [], taskSubnetIds } = options;
    const { publicTasks = false, dualStack = false } = options;
    this.vpcId = new DataAwsVpc(this, 'Default', { id: vpcId }).id;
    this.identity = vpcId;
    this.publicTasks = publicTasks;
    this.isDualStack = dualStack;

    const subnets = new Map<string, DataAwsSubnet>();
    for (const subnetId of publicSubnetIds) {
      const otherZones = [...subnets.values()].map((subnet) => subnet.availabilityZone);
      subnets.set(subnetId, this.subnet(subnetId, true, otherZones));
    }
    for (const subnetId of taskSubnetIds) {
      if (!subnets.has(subnetId)) subnets.set(subnetId, this.subnet(subnetId, false, []));
    }
    const idsOf = (ids: readonly string[]) =>
      ids.flatMap((subnetId) => subnets.get(subnetId)?.id ?? []);
    this.publicSubnetIds = idsOf(publicSubnetIds);
    this.taskSubnetIds = idsOf(taskSubnetIds);
  }

  private subnet(subnetId: string, isPublic: boolean, otherZones: string[]): DataAwsSubnet {
    const isInVpc = {
      condition: Op.eq(TerraformSelf.getString('vpc_id'), this.vpcId),
      errorMessage: `Subnet ${subnetId} is not in the VPC of vpcId; write ids of subnets of that VPC.`,
    };
    const isOnlyInZone = {
      condition: Op.not(Fn.contains(otherZones, TerraformSelf.getString('availability_zone'))),
      errorMessage: `Subnet ${subnetId} is in the same availability zone as another subnet of publicSubnetIds; a load balancer supports one subnet in each zone.`,
    };
    const hasIpv6 = {
      condition: Op.gte(Fn.lengthOf(TerraformSelf.getString('ipv6_cidr_block')), 1),
      errorMessage: `Subnet ${subnetId} has no IPv6 range; add one, or leave out dualStack.`,
    };
    const postcondition = [
      isInVpc,
      ...(otherZones.length > 0 ? [isOnlyInZone] : []),
      ...(isPublic && this.isDualStack ? [hasIpv6] : []),
    ];
    return new DataAwsSubnet(this, subnetId, { id: subnetId, lifecycle: { postcondition } });
  }
}
