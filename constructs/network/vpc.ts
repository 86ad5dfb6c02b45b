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
  /** Prefix of all resource names. */
  readonly name: string;
  readonly region: string;

  /**
   * The region whose zones are checked. A module sets it to another expression, because a plan cannot check a condition that
   * depends on a resource that does not exist yet.
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
 * A VPC with a public and a private subnet in each zone. The CIDR block of a subnet depends only on its tier and its zone
 * letter, so adding a zone changes no other subnet.
 * https://docs.aws.amazon.com/vpc/latest/userguide/how-it-works.html
 *
 * Synthesizes `aws_vpc`, `aws_default_security_group`, `aws_internet_gateway` and `aws_route`. Its parts synthesize the subnets
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
    // It has no rules, so a resource without its own security group cannot connect to anything.
    new DefaultSecurityGroup(this, 'default-access', {
      vpcId: vpc.id,
      tags: { Name: `${name}-default` },
    });
    const internetGateway = new InternetGateway(this, 'internet', {
      vpcId: vpc.id,
      tags: { Name: name },
    });

    this.requireZones(props);
    this.publicTier = new SubnetTier(this, 'public', { ...props, vpc, tier: 'public' });
    this.privateTier = new SubnetTier(this, 'private', { ...props, vpc, tier: 'private' });
    this.publicSubnetIds = this.publicTier.subnetIds;
    this.publicTasks = publicTasks;
    this.taskSubnetIds = publicTasks ? this.publicSubnetIds : this.privateTier.subnetIds;

    const [publicTable] = Object.values(this.publicTier.tables);
    const routeTableId = publicTable?.id ?? '';
    const anyIpv4 = { destinationCidrBlock: '0.0.0.0/0' };
    this.ingressDependencies = [
      new Route(this, 'public-out', { ...anyIpv4, routeTableId, gatewayId: internetGateway.id }),
      new Route(this, 'public-out-ipv6', {
        destinationIpv6CidrBlock: '::/0',
        routeTableId,
        gatewayId: internetGateway.id,
      }),
      ...this.publicTier.associations,
    ];
    if (publicTasks) this.egressDependencies.push(...this.ingressDependencies);
    else this.egressDependencies.push(...this.privateTier.associations);

    const publicSubnets = this.publicTier.subnets;
    const { byZone } = new NatGateways(this, 'nat', {
      name,
      zones,
      nat,
      publicSubnets,
      internetGateway,
    });
    for (const [zone, table] of Object.entries(this.privateTier.tables)) {
      const natGatewayId = byZone[zone]?.id;
      if (natGatewayId === undefined) continue;
      const route = { ...anyIpv4, routeTableId: table.id, natGatewayId };
      this.egressDependencies.push(new Route(this, `private-${zone}-out`, route));
    }
  }

  /** Makes a plan fail if a zone is not available to the account. The zones of a region differ between accounts. */
  private requireZones({ region, checkedRegion = region, zones }: VpcProps): void {
    const names = zones.map((zone) => checkedRegion + zone);
    const quotedNames = names.map((zone) => `"${zone}"`).join(', ');
    new DataAwsAvailabilityZones(this, 'zones', {
      state: 'available',
      filter: [{ name: 'zone-name', values: names }],
      lifecycle: {
        postcondition: [
          {
            condition: `\${(length(setintersection([${quotedNames}], self.names)) == ${names.length})}`,
            errorMessage: `Of the availability zones ${names.join(', ')}, the account has only \${join(", ", self.names)}. Remove the letters of the others from zones.`,
          },
        ],
      },
    });
  }
}
