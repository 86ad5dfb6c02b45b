import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { ZoneLetter } from '../options/environment/network-options';
import { subnetCidr, subnetIndex, type Tier } from './subnet-cidr';

export interface SubnetTierProps {
  /** What the names begin with. */
  readonly name: string;
  readonly region: string;
  readonly zones: readonly ZoneLetter[];
  readonly vpc: Vpc;

  /** Range of the VPC. */
  readonly cidr: string;
  readonly tier: Tier;
}

/**
 * The subnets of a tier, one in each zone: the public ones with IPv6 and one route table for all, the private ones each with
 * a table of its own, since each zone may have another way out.
 *
 * Synthesizes `aws_subnet`, `aws_route_table` and `aws_route_table_association`.
 */
export class SubnetTier extends Construct {
  /** By the letter of their zone. */
  readonly subnets: Readonly<Record<string, Subnet>>;

  /** By the letter of their zone; public subnets have the same. */
  readonly tables: Readonly<Record<string, RouteTable>>;

  /** What leads each subnet to its table. */
  readonly associations: readonly RouteTableAssociation[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const { zones, tier } = props;
    const subnets = zones.map((zone) => [zone, this.subnet(zone, props)] as const);
    this.subnets = Object.fromEntries(subnets);
    const common = tier === 'public' ? this.table('routes', tier, props) : undefined;
    const tables = zones.map(
      (zone) =>
        [zone, common ?? this.table(`zone-${zone}-routes`, `${tier}-${zone}`, props)] as const,
    );
    this.tables = Object.fromEntries(tables);
    this.associations = tables.map(
      ([zone, table]) =>
        new RouteTableAssociation(this, `zone-${zone}-association`, {
          routeTableId: table.id,
          subnetId: this.subnets[zone]?.id ?? '',
        }),
    );
  }

  /** In the order of the zones. */
  get subnetIds(): string[] {
    return Object.values(this.subnets).map((subnet) => subnet.id);
  }

  private subnet(zone: ZoneLetter, { name, region, vpc, cidr, tier }: SubnetTierProps): Subnet {
    const ipv6 = Fn.cidrsubnet(vpc.ipv6CidrBlock, 8, subnetIndex(tier, zone));
    // A letter alone would be left out of the id where the word before ends with it.
    return new Subnet(this, `zone-${zone}`, {
      vpcId: vpc.id,
      availabilityZone: region + zone,
      cidrBlock: subnetCidr(cidr, tier, zone),
      ipv6CidrBlock: tier === 'public' ? ipv6 : undefined,
      tags: { Name: `${name}-${tier}-${zone}` },
      // One that is taken away goes after all that is in it has left.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private table(id: string, what: string, { name, vpc }: SubnetTierProps): RouteTable {
    return new RouteTable(this, id, { vpcId: vpc.id, tags: { Name: `${name}-${what}` } });
  }
}
