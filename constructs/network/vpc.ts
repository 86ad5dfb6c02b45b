import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Vpc as AwsVpc } from '@cdktf/provider-aws/lib/vpc';
import type { ITerraformDependable, TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import type { Nat, ZoneLetter } from '../options/environment/network-options';
import { NatGateways } from './nat-gateways';
import type { Network } from './network';
import { SubnetTier } from './subnet-tier';

/** Names, zones and address range of a VPC. */
export interface VpcProps {
  /** Prefix of all resource names. */
  readonly name: string;

  /** AWS region of the stack: `eu-central-1`. */
  readonly region: string;

  /**
   * The region whose zones are checked. A module sets it to another expression, because a plan cannot check a condition that
   * depends on a resource that does not exist yet.
   *
   * @default - `region`
   */
  readonly checkedRegion?: string;

  /** Letters of the availability zones, each with a public and a private subnet. A single NAT gateway is in the first zone. */
  readonly zones: readonly ZoneLetter[];

  /** How private subnets reach the internet. */
  readonly nat: Nat;

  /** IPv4 range of the VPC, /16 to /23: `10.0.0.0/16`. A plan that changes it fails. */
  readonly cidr: string;

  /**
   * What the user calls the range: the name in the error of a plan that changes it.
   *
   * @default 'network.cidr'
   */
  readonly cidrName?: string;

  /** Whether `taskSubnetIds` are the public subnets. */
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
  /** The VPC itself. */
  readonly vpc: AwsVpc;

  /** ID of the VPC. */
  readonly vpcId: string;

  /** The IPv4 range of the VPC. */
  readonly identity: string;

  /** Subnets with a route to the internet gateway, and their route table. */
  readonly publicTier: SubnetTier;

  /** Subnets that reach the internet through NAT gateways, if at all, and their route tables. */
  readonly privateTier: SubnetTier;

  /** IDs of the public subnets, in the order of the zones. */
  readonly publicSubnetIds: string[];

  /** IDs of the subnets of tasks, in the order of the zones: the private ones, or with `publicTasks` the public ones. */
  readonly taskSubnetIds: string[];

  /** Whether tasks get public IPv4 addresses. */
  readonly publicTasks: boolean;

  /** Whether the public subnets have IPv6 ranges: they always do. */
  readonly isDualStack: boolean = true;

  /** Routes and associations of the public subnets: a load balancer can be reached when they exist. */
  readonly ingressDependencies: ITerraformDependable[];

  /** Routes and associations of the subnets of tasks: tasks reach the internet when they exist. */
  readonly egressDependencies: ITerraformDependable[] = [];

  /** The props are not checked: `ServicesApp` and `Environment` check options. */
  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, zones, nat, cidr, cidrName = 'network.cidr', publicTasks } = props;

    this.vpc = new AwsVpc(this, 'Default', {
      cidrBlock: cidr,
      assignGeneratedIpv6CidrBlock: true,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
      lifecycle: fixedRange(cidr, cidrName),
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

/**
 * Makes a plan fail that changes the range. Terraform would replace the VPC, and fail in the middle: it would change the load
 * balancer in place, which AWS cannot move to another VPC, and create NAT gateways with the addresses of the old ones.
 *
 * Without the change, the VPC in the plan has the range that it has on AWS, and the condition compares the two.
 */
function fixedRange(cidr: string, cidrName: string): TerraformResourceLifecycle {
  return {
    ignoreChanges: ['cidr_block'],
    postcondition: [
      {
        condition: `\${self.cidr_block == "${cidr}"}`,
        errorMessage: `${cidrName} is ${cidr}, but the VPC has \${self.cidr_block}, and AWS cannot move its load balancer to another VPC. Set ${cidrName} to \${self.cidr_block}, or destroy the VPC with everything in it first.`,
      },
    ],
  };
}
