import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { ZoneLetter } from '../options/environment/network-options';
import { subnetCidr, subnetIndex, type Tier } from './subnet-cidr';

export interface SubnetTierProps {
  /** Prefix of all resource names. */
  readonly name: string;
  readonly region: string;
  readonly zones: readonly ZoneLetter[];
  readonly vpc: Vpc;

  /** CIDR block of the VPC. */
  readonly cidr: string;
  readonly tier: Tier;
}

/**
 * The subnets of a tier, one in each zone. Public subnets have IPv6 and share a route table. Each private subnet has its own
 * table, because each zone can have its own NAT gateway.
 *
 * Synthesizes `aws_subnet`, `aws_route_table` and `aws_route_table_association`.
 */
export class SubnetTier extends Construct {
  /** The subnets, by zone letter. */
  readonly subnets: Readonly<Record<string, Subnet>>;

  /** The route tables, by zone letter; public subnets share one. */
  readonly tables: Readonly<Record<string, RouteTable>>;

  /** Associations of the subnets with their tables. */
  readonly associations: readonly RouteTableAssociation[];

  /** @internal */
  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const { zones, tier } = props;
    const subnets = zones.map((zone) => [zone, this.subnet(zone, props)] as const);
    this.subnets = Object.fromEntries(subnets);
    const sharedTable = tier === 'public' ? this.table('routes', tier, props) : undefined;
    const tables = zones.map(
      (zone) =>
        [zone, sharedTable ?? this.table(`zone-${zone}-routes`, `${tier}-${zone}`, props)] as const,
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

  /** IDs of the subnets, in the order of the zones. */
  get subnetIds(): string[] {
    return Object.values(this.subnets).map((subnet) => subnet.id);
  }

  private subnet(zone: ZoneLetter, { name, region, vpc, cidr, tier }: SubnetTierProps): Subnet {
    const ipv6 = Fn.cidrsubnet(vpc.ipv6CidrBlock, 8, subnetIndex(tier, zone));
    // A letter alone is no safe id: CDKTF omits an id from the Terraform address if the part before it ends with the same text.
    return new Subnet(this, `zone-${zone}`, {
      vpcId: vpc.id,
      availabilityZone: region + zone,
      cidrBlock: subnetCidr(cidr, tier, zone),
      ipv6CidrBlock: tier === 'public' ? ipv6 : undefined,
      tags: { Name: `${name}-${tier}-${zone}` },
      // A removed subnet is destroyed after everything in it has moved to the new ones.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private table(id: string, suffix: string, { name, vpc }: SubnetTierProps): RouteTable {
    return new RouteTable(this, id, { vpcId: vpc.id, tags: { Name: `${name}-${suffix}` } });
  }
}
