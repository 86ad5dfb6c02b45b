import type { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcEndpointRouteTableAssociation } from '@cdktf/provider-aws/lib/vpc-endpoint-route-table-association';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface VpcEndpointsProps {
  /** What the names begin with. */
  readonly name: string;
  readonly region: string;
  readonly vpc: Vpc;

  /** By the name of their tier and zone. */
  readonly routeTables: Readonly<Record<string, RouteTable>>;

  /** Where interface endpoints are, by the letter of their zone. */
  readonly subnets: Readonly<Record<string, Subnet>>;

  /** The services of AWS that have an interface endpoint: `ecr.api`. */
  readonly interfaces: readonly string[];
}

/**
 * Ways to services of AWS that leave out the internet: to S3, where the layers of images are, always, since it costs
 * nothing; to others by an interface in each zone.
 *
 * Synthesizes `aws_vpc_endpoint`, `aws_vpc_endpoint_route_table_association` and `aws_security_group` with its rule.
 */
export class VpcEndpoints extends Construct {
  /** What must be there before a task can start. */
  readonly ways: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    const { name, region, vpc, routeTables, interfaces } = props;
    const s3 = new VpcEndpoint(this, 's3', {
      vpcId: vpc.id,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.s3`,
      tags: { Name: `${name}-s3` },
    });
    for (const [table, { id: routeTableId }] of Object.entries(routeTables)) {
      this.ways.push(
        new VpcEndpointRouteTableAssociation(this, `s3-${table}`, {
          vpcEndpointId: s3.id,
          routeTableId,
        }),
      );
    }
    if (interfaces.length === 0) return;
    const securityGroup = new SecurityGroup(this, 'access', {
      namePrefix: `${name}-endpoints-`,
      description: 'Endpoints of AWS services: HTTPS from the VPC',
      vpcId: vpc.id,
      tags: { Name: `${name}-endpoints` },
      lifecycle: { createBeforeDestroy: true },
    });
    const access = new VpcSecurityGroupIngressRule(this, 'https', {
      securityGroupId: securityGroup.id,
      description: 'HTTPS from the VPC',
      cidrIpv4: vpc.cidrBlock,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    this.ways.push(access);
    for (const service of interfaces) this.addInterface(service, securityGroup, props);
  }

  private addInterface(service: string, securityGroup: SecurityGroup, props: VpcEndpointsProps) {
    const { name, region, vpc, subnets } = props;
    const word = service.replace('.', '-');
    const endpoint = new VpcEndpoint(this, word, {
      vpcId: vpc.id,
      vpcEndpointType: 'Interface',
      serviceName: `com.amazonaws.${region}.${service}`,
      privateDnsEnabled: true,
      securityGroupIds: [securityGroup.id],
      // Not one by one: Terraform waits a minute for each association of its own.
      subnetIds: Object.values(subnets).map((subnet) => subnet.id),
      tags: { Name: `${name}-${word}` },
    });
    this.ways.push(endpoint);
  }
}
