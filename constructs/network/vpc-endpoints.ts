import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcEndpointRouteTableAssociation } from '@cdktf/provider-aws/lib/vpc-endpoint-route-table-association';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { type ITerraformDependable, Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from '../iam/account';
import { interfacePolicy, supportsPolicy } from './endpoint-policies';
import type { Tier } from './subnet-cidr';
import type { SubnetTier } from './subnet-tier';

export interface VpcEndpointsProps {
  /** Prefix of all resource names. */
  readonly name: string;
  readonly region: string;
  readonly vpc: Vpc;

  /** Both tiers route to S3 through the gateway endpoint; interface endpoints are in the private subnets. */
  readonly tiers: Readonly<Record<Tier, SubnetTier>>;

  /** AWS services that get an interface endpoint: `ecr.api`. */
  readonly interfaces: readonly string[];
  readonly account: Account;

  /** Returns the policy of the endpoint for S3. It is called when the stack is synthesized. */
  readonly s3Policy: () => string;
}

/**
 * Private connections to AWS services. S3, which stores image layers, always has a gateway endpoint, which is free of charge.
 * Other services have an interface endpoint with a network interface in each zone.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/what-is-privatelink.html
 *
 * Synthesizes `aws_vpc_endpoint`, `aws_vpc_endpoint_route_table_association` and `aws_security_group` with its rule.
 */
export class VpcEndpoints extends Construct {
  /** Resources that must exist before a task can start. */
  readonly egressDependencies: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    const { name, region, vpc, tiers, interfaces } = props;
    const s3 = new VpcEndpoint(this, 's3', {
      vpcId: vpc.id,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.s3`,
      policy: Lazy.stringValue({ produce: props.s3Policy }),
      tags: { Name: `${name}-s3` },
    });
    const [publicTable] = Object.values(tiers.public.tables);
    const privateTables = Object.entries(tiers.private.tables).map(
      ([zone, table]) => [`private-${zone}`, table] as const,
    );
    // Each table has its own association, so adding a zone creates one association and changes no other.
    for (const [suffix, table] of [['public', publicTable] as const, ...privateTables]) {
      const routeTableId = table?.id ?? '';
      const route = { vpcEndpointId: s3.id, routeTableId };
      this.egressDependencies.push(
        new VpcEndpointRouteTableAssociation(this, `s3-${suffix}`, route),
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
    this.egressDependencies.push(access);
    for (const service of interfaces) this.addInterface(service, securityGroup, props);
  }

  private addInterface(service: string, securityGroup: SecurityGroup, props: VpcEndpointsProps) {
    const { name, region, vpc, tiers, account } = props;
    const id = service.replace('.', '-');
    const endpoint = new VpcEndpoint(this, id, {
      vpcId: vpc.id,
      vpcEndpointType: 'Interface',
      serviceName: `com.amazonaws.${region}.${service}`,
      policy: supportsPolicy(service) ? interfacePolicy(account) : undefined,
      privateDnsEnabled: true,
      securityGroupIds: [securityGroup.id],
      // All subnets in one argument: Terraform waits a minute for each separate association.
      subnetIds: tiers.private.subnetIds,
      tags: { Name: `${name}-${id}` },
      // When a NAT gateway replaces the endpoint, the gateway is created before the endpoint is destroyed.
      lifecycle: { createBeforeDestroy: true },
    });
    this.egressDependencies.push(endpoint);
  }
}
