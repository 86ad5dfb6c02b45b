import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';

/** The letter of an availability zone: `a` of `eu-central-1a`. */
export type ZoneLetter = 'a' | 'b' | 'c' | 'd' | 'e' | 'f';

/**
 * How private subnets reach the internet: not at all (then tasks run in the public ones, each with an address of its own),
 * by one NAT gateway, or by one in each zone. Each gateway costs about 33 USD a month and 0.045 USD a GB in us-east-1.
 * https://aws.amazon.com/vpc/pricing/
 */
export type Nat = 'none' | 'single' | 'per-az';

export interface NetworkProps {
  /** What the names begin with. */
  readonly name: string;
  readonly region: string;
  readonly zones: readonly ZoneLetter[];
  readonly nat: Nat;

  /**
   * Address range of the VPC, /16 to /24.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;
}

/** One in each zone, in the order of the zones. */
type Subnets = readonly Subnet[];

/**
 * A VPC with a public and a private subnet in each zone. Each subnet has a slot of the range that is its own by tier and
 * letter, so that another zone changes no other subnet.
 *
 * Synthesizes `aws_vpc`, `aws_internet_gateway`, `aws_subnet`, `aws_route_table`, `aws_route`, `aws_eip` and `aws_nat_gateway`.
 */
export class Network extends Construct {
  readonly vpc: Vpc;

  /** For load balancers and NAT gateways. */
  readonly publicSubnets: Subnets;

  /** For tasks, where there is a NAT gateway. */
  readonly privateSubnets: Subnets;

  /** What must be there before anything in a subnet can reach the internet. */
  readonly ways: Route[] = [];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { name, region, zones, nat, cidr = '10.0.0.0/16' } = props;

    this.vpc = new Vpc(this, 'Default', {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    const gateway = new InternetGateway(this, 'internet', {
      vpcId: this.vpc.id,
      tags: { Name: name },
    });
    const subnets = (tier: 'public' | 'private') =>
      zones.map(
        (zone) =>
          new Subnet(this, `${tier}-${zone}`, {
            vpcId: this.vpc.id,
            availabilityZone: region + zone,
            cidrBlock: Fn.cidrsubnet(this.vpc.cidrBlock, 4, slotOf(tier, zone)),
            tags: { Name: `${name}-${tier}-${zone}` },
          }),
      );
    this.publicSubnets = subnets('public');
    this.privateSubnets = subnets('private');

    const publicRoutes = this.routeTable('public', name, this.publicSubnets, zones);
    const out = new Route(this, 'public-out', {
      routeTableId: publicRoutes.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
    this.ways.push(out);

    const gateways = zones
      .slice(0, { none: 0, single: 1, 'per-az': zones.length }[nat])
      .map((zone, index) => this.natGateway(zone, name, this.publicSubnets[index], gateway));
    for (const [index, zone] of zones.entries()) {
      const table = this.routeTable(
        `private-${zone}`,
        name,
        this.privateSubnets.slice(index, index + 1),
        [zone],
      );
      const natGateway = gateways[index] ?? gateways[0];
      if (!natGateway) continue;
      const way = new Route(this, `private-${zone}-out`, {
        routeTableId: table.id,
        destinationCidrBlock: '0.0.0.0/0',
        natGatewayId: natGateway.id,
      });
      this.ways.push(way);
    }
  }

  private natGateway(
    zone: ZoneLetter,
    name: string,
    subnet: Subnet | undefined,
    gateway: InternetGateway,
  ) {
    const address = new Eip(this, `nat-${zone}-address`, {
      domain: 'vpc',
      tags: { Name: `${name}-nat-${zone}` },
      dependsOn: [gateway],
    });
    return new NatGateway(this, `nat-${zone}`, {
      allocationId: address.id,
      subnetId: subnet?.id,
      tags: { Name: `${name}-nat-${zone}` },
      dependsOn: [gateway],
    });
  }

  private routeTable(
    tier: string,
    name: string,
    subnets: Subnets,
    zones: readonly ZoneLetter[],
  ): RouteTable {
    const table = new RouteTable(this, `${tier}-routes`, {
      vpcId: this.vpc.id,
      tags: { Name: `${name}-${tier}` },
    });
    for (const [index, subnet] of subnets.entries()) {
      const letter = tier.endsWith(`-${zones[index]}`) ? '' : `-${zones[index]}`;
      new RouteTableAssociation(this, `${tier}${letter}-association`, {
        routeTableId: table.id,
        subnetId: subnet.id,
      });
    }
    return table;
  }
}

/** Sixteen slots: the first eight are for public subnets, the others for private ones, each by the letter of its zone. */
function slotOf(tier: 'public' | 'private', zone: ZoneLetter): number {
  return (tier === 'public' ? 0 : 8) + 'abcdef'.indexOf(zone);
}
