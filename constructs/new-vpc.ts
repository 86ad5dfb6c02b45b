import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn, type ITerraformDependable, Op, TerraformSelf } from 'cdktf';
import { Construct } from 'constructs';
import { NatGateways } from './nat-gateways';
import type { Network } from './network';
import type { Nat, ZoneLetter } from './network-description';
import { slotOf, subnetCidr, type Tier } from './subnet-slots';

export interface NewVpcProps {
  /** What the names begin with. */
  readonly name: string;
  readonly region: string;
  readonly zones: readonly ZoneLetter[];
  readonly nat: Nat;
  readonly cidr: string;
  readonly publicTasks: boolean;
}

/**
 * A VPC with a public and a private subnet in each zone. Each subnet has a slot of the range that is its own by tier and
 * letter, so that another zone changes no other subnet. The public ones have IPv6, too.
 *
 * Synthesizes `aws_vpc`, `aws_default_security_group`, `aws_internet_gateway`, `aws_subnet`, `aws_route_table` and
 * `aws_route`, and by its part the NAT gateways.
 */
export class NewVpc extends Construct implements Network {
  readonly vpc: Vpc;
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnets: Readonly<Record<string, Subnet>>;
  readonly taskSubnetIds: string[];
  readonly publicTasks: boolean;
  readonly isDualStack = true;
  readonly publicWays: ITerraformDependable[];
  readonly ways: ITerraformDependable[] = [];

  /** By the name of their tier and zone: `public`, `private-a`. */
  readonly routeTables: Readonly<Record<string, RouteTable>>;

  constructor(scope: Construct, id: string, props: NewVpcProps) {
    super(scope, id);
    const { name, zones, nat, cidr, publicTasks } = props;

    this.vpc = new Vpc(this, 'Default', {
      cidrBlock: cidr,
      assignGeneratedIpv6CidrBlock: true,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    this.vpcId = this.vpc.id;
    // Without rules: what forgets to name its security group reaches nothing.
    new DefaultSecurityGroup(this, 'default-access', {
      vpcId: this.vpc.id,
      tags: { Name: `${name}-default` },
    });
    const gateway = new InternetGateway(this, 'internet', {
      vpcId: this.vpc.id,
      tags: { Name: name },
    });

    this.requireZones(props);
    const publicSubnets = this.subnets('public', props);
    this.privateSubnets = this.subnets('private', props);
    this.publicSubnetIds = Object.values(publicSubnets).map((subnet) => subnet.id);
    this.publicTasks = publicTasks;
    this.taskSubnetIds = publicTasks
      ? this.publicSubnetIds
      : Object.values(this.privateSubnets).map((subnet) => subnet.id);

    const publicRoutes = this.routeTable('public', name, publicSubnets);
    const privateRoutes = Object.entries(this.privateSubnets).map(([zone, subnet]) => {
      const table = this.routeTable(`private-${zone}`, name, { [zone]: subnet });
      return [`private-${zone}`, table] as const;
    });
    this.routeTables = { public: publicRoutes, ...Object.fromEntries(privateRoutes) };
    this.publicWays = [
      this.wayOut('public-out', publicRoutes, { gatewayId: gateway.id }),
      new Route(this, 'public-out-ipv6', {
        routeTableId: publicRoutes.id,
        destinationIpv6CidrBlock: '::/0',
        gatewayId: gateway.id,
      }),
    ];
    if (publicTasks) this.ways.push(...this.publicWays);

    const { byZone } = new NatGateways(this, 'nat', { name, zones, nat, publicSubnets, gateway });
    for (const [tier, table] of privateRoutes) {
      const natGateway = byZone[tier.slice('private-'.length)];
      if (!natGateway) continue;
      this.ways.push(this.wayOut(`${tier}-out`, table, { natGatewayId: natGateway.id }));
    }
  }

  /** A plan fails where the region does not have the zones: which there are depends on the account. */
  private requireZones({ region, zones }: NewVpcProps): void {
    const names = zones.map((zone) => region + zone);
    new DataAwsAvailabilityZones(this, 'zones', {
      state: 'available',
      filter: [{ name: 'zone-name', values: names }],
      lifecycle: {
        postcondition: [
          {
            condition: Op.eq(
              Fn.lengthOf(Fn.setintersection(names, [TerraformSelf.getAny('names')])),
              names.length,
            ),
            errorMessage: `Of ${names.join(', ')} the account has only these: \${join(", ", self.names)}. Leave the letters of the others out of zones.`,
          },
        ],
      },
    });
  }

  private subnets(tier: Tier, { name, region, zones, cidr }: NewVpcProps): Record<string, Subnet> {
    const subnets = zones.map((zone): [string, Subnet] => {
      const ipv6 = Fn.cidrsubnet(this.vpc.ipv6CidrBlock, 8, slotOf(tier, zone));
      const subnet = new Subnet(this, `${tier}-${zone}`, {
        vpcId: this.vpc.id,
        availabilityZone: region + zone,
        cidrBlock: subnetCidr(cidr, tier, zone),
        ipv6CidrBlock: tier === 'public' ? ipv6 : undefined,
        tags: { Name: `${name}-${tier}-${zone}` },
      });
      return [zone, subnet];
    });
    return Object.fromEntries(subnets);
  }

  private wayOut(
    id: string,
    table: RouteTable,
    target: { gatewayId?: string; natGatewayId?: string },
  ) {
    return new Route(this, id, {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      ...target,
    });
  }

  private routeTable(tier: string, name: string, subnets: Record<string, Subnet>): RouteTable {
    const table = new RouteTable(this, `${tier}-routes`, {
      vpcId: this.vpc.id,
      tags: { Name: `${name}-${tier}` },
    });
    for (const [zone, subnet] of Object.entries(subnets)) {
      const letter = tier.endsWith(`-${zone}`) ? '' : `-${zone}`;
      new RouteTableAssociation(this, `${tier}${letter}-association`, {
        routeTableId: table.id,
        subnetId: subnet.id,
      });
    }
    return table;
  }
}
