import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Vpc as AwsVpc } from '@cdktf/provider-aws/lib/vpc';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Nat, ZoneLetter } from '../options/environment/network-options';
import { NatGateways } from './nat-gateways';
import type { Network } from './network';
import { SubnetTier } from './subnet-tier';

export interface VpcProps {
  /** What the names begin with. */
  readonly name: string;
  readonly region: string;

  /**
   * The region for the check of its zones, where that is to be read by another way: a plan does not check what waits for a
   * resource that is still to be made.
   *
   * @default - `region`
   */
  readonly checkedRegion?: string;
  readonly zones: readonly ZoneLetter[];
  readonly nat: Nat;
  readonly cidr: string;
  readonly publicTasks: boolean;
}

/**
 * A VPC with a public and a private subnet in each zone. Each subnet has a slot of the range that is its own by tier and
 * letter, so that another zone changes no other subnet.
 *
 * Synthesizes `aws_vpc`, `aws_default_security_group`, `aws_internet_gateway` and `aws_route`, and by its parts the subnets
 * and the NAT gateways.
 */
export class Vpc extends Construct implements Network {
  readonly vpc: AwsVpc;
  readonly vpcId: string;
  readonly identity: string;
  readonly publicTier: SubnetTier;
  readonly privateTier: SubnetTier;
  readonly publicSubnetIds: string[];
  readonly taskSubnetIds: string[];
  readonly publicTasks: boolean;
  readonly isDualStack: boolean = true;
  readonly ingressDependencies: ITerraformDependable[];
  readonly egressDependencies: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, zones, nat, cidr, publicTasks } = props;

    this.vpc = new AwsVpc(this, 'Default', {
      cidrBlock: cidr,
      assignGeneratedIpv6CidrBlock: true,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    const vpc = this.vpc;
    this.vpcId = vpc.id;
    this.identity = cidr;
    // Without rules: what forgets to name its security group reaches nothing.
    new DefaultSecurityGroup(this, 'default-access', {
      vpcId: vpc.id,
      tags: { Name: `${name}-default` },
    });
    const gateway = new InternetGateway(this, 'internet', { vpcId: vpc.id, tags: { Name: name } });

    this.requireZones(props);
    this.publicTier = new SubnetTier(this, 'public', { ...props, vpc, tier: 'public' });
    this.privateTier = new SubnetTier(this, 'private', { ...props, vpc, tier: 'private' });
    this.publicSubnetIds = this.publicTier.subnetIds;
    this.publicTasks = publicTasks;
    this.taskSubnetIds = publicTasks ? this.publicSubnetIds : this.privateTier.subnetIds;

    const [publicTable] = Object.values(this.publicTier.tables);
    const routeTableId = publicTable?.id ?? '';
    const everywhere = { destinationCidrBlock: '0.0.0.0/0' };
    this.ingressDependencies = [
      new Route(this, 'public-out', { ...everywhere, routeTableId, gatewayId: gateway.id }),
      new Route(this, 'public-out-ipv6', {
        destinationIpv6CidrBlock: '::/0',
        routeTableId,
        gatewayId: gateway.id,
      }),
      ...this.publicTier.associations,
    ];
    if (publicTasks) this.egressDependencies.push(...this.ingressDependencies);
    else this.egressDependencies.push(...this.privateTier.associations);

    const publicSubnets = this.publicTier.subnets;
    const { byZone } = new NatGateways(this, 'nat', { name, zones, nat, publicSubnets, gateway });
    for (const [zone, table] of Object.entries(this.privateTier.tables)) {
      const natGatewayId = byZone[zone]?.id;
      if (natGatewayId === undefined) continue;
      const route = { ...everywhere, routeTableId: table.id, natGatewayId };
      this.egressDependencies.push(new Route(this, `private-${zone}-out`, route));
    }
  }

  /** A plan fails where the region does not have the zones: which there are depends on the account. */
  private requireZones({ region, checkedRegion = region, zones }: VpcProps): void {
    const names = zones.map((zone) => checkedRegion + zone);
    const wanted = names.map((zone) => `"${zone}"`).join(', ');
    new DataAwsAvailabilityZones(this, 'zones', {
      state: 'available',
      filter: [{ name: 'zone-name', values: names }],
      lifecycle: {
        postcondition: [
          {
            condition: `\${(length(setintersection([${wanted}], self.names)) == ${names.length})}`,
            errorMessage: `Of ${names.join(', ')} the account has only these: \${join(", ", self.names)}. Leave the letters of the others out of zones.`,
          },
        ],
      },
    });
  }
}
