import { ApplyRoles } from '../../../../../commands/rehearsal/aws/apply-roles';
import { callsOf } from '../../../../../commands/rehearsal/aws/recorded-calls';
import { resourceActions } from '../../../../../constructs/iam/actions/resource-actions';

const own = { region: 'eu-central-1', hostnames: [], pipelineActions: [] };
const roles = new ApplyRoles('acme', [
  { name: 'staging', ...own },
  { name: 'production', ...own },
]);

const tags = (start: string) => ({
  [`${start}.1.Key`]: 'project',
  [`${start}.1.Value`]: 'acme',
  [`${start}.2.Key`]: 'stack',
  [`${start}.2.Value`]: 'staging',
});
const created = tags('TagSpecification.1.Tag');
const VpcId = 'vpc-01234567';
const GroupId = 'sg-01234567';
const SubnetId = 'subnet-01234567';
const RouteTableId = 'rtb-01234567';
const AllocationId = 'eipalloc-01234567';
const InternetGatewayId = 'igw-01234567';
const LaunchTemplateId = 'lt-01234567';
const NatGatewayId = 'nat-01234567';
const VpcEndpointId = 'vpce-01234567';
const association = { AssociationId: 'rtbassoc-01234567' };
const rule = { GroupId, 'IpPermissions.1.Groups.1.GroupId': 'sg-89abcdef' };

/** Calls as Terraform makes them to create, change and destroy the resources of a stack. */
const calls: Readonly<Record<string, readonly Record<string, string>[]>> = {
  AllocateAddress: [created],
  AssociateNatGatewayAddress: [{ NatGatewayId, 'AllocationId.1': AllocationId }],
  AssociateRouteTable: [{ RouteTableId, SubnetId }],
  AssociateSubnetCidrBlock: [{ SubnetId }],
  AssociateVpcCidrBlock: [{ VpcId }],
  AttachInternetGateway: [{ InternetGatewayId, VpcId }],
  AuthorizeSecurityGroupEgress: [rule],
  AuthorizeSecurityGroupIngress: [rule],
  CreateFlowLogs: [{ 'ResourceId.1': VpcId, ...created }],
  CreateInternetGateway: [created],
  CreateLaunchTemplate: [created],
  CreateLaunchTemplateVersion: [{ LaunchTemplateId }],
  CreateNatGateway: [
    { SubnetId, AllocationId, ...created },
    { VpcId, ...created },
  ],
  CreateRoute: [{ RouteTableId, NatGatewayId }],
  CreateRouteTable: [{ VpcId, ...created }],
  CreateSecurityGroup: [{ VpcId, ...created }],
  CreateSubnet: [{ VpcId, ...created }],
  CreateTags: [
    // A rule, the default security group, and changed tags of a VPC.
    { 'ResourceId.1': 'sgr-01234567', ...tags('Tag') },
    { 'ResourceId.1': GroupId, ...tags('Tag') },
    { 'ResourceId.1': VpcId, 'Tag.1.Key': 'team', 'Tag.1.Value': 'shop' },
  ],
  CreateVpc: [created],
  CreateVpcEndpoint: [
    { VpcId, 'RouteTableId.1': RouteTableId, ...created },
    { VpcId, 'SubnetId.1': SubnetId, 'SecurityGroupId.1': GroupId, ...created },
  ],
  DeleteFlowLogs: [{ 'FlowLogId.1': 'fl-01234567' }],
  DeleteInternetGateway: [{ InternetGatewayId }],
  DeleteLaunchTemplate: [{ LaunchTemplateId }],
  DeleteNatGateway: [{ NatGatewayId }],
  DeleteRoute: [{ RouteTableId }],
  DeleteRouteTable: [{ RouteTableId }],
  DeleteSecurityGroup: [{ GroupId }],
  DeleteSubnet: [{ SubnetId }],
  DeleteTags: [{ 'ResourceId.1': VpcId, 'Tag.1.Key': 'team' }],
  DeleteVpc: [{ VpcId }],
  DeleteVpcEndpoints: [{ 'VpcEndpointId.1': VpcEndpointId }],
  DetachInternetGateway: [{ InternetGatewayId, VpcId }],
  DisassociateAddress: [{ AssociationId: 'eipassoc-01234567' }],
  DisassociateNatGatewayAddress: [{ NatGatewayId, 'AssociationId.1': 'eipassoc-01234567' }],
  DisassociateRouteTable: [association],
  DisassociateSubnetCidrBlock: [{ AssociationId: 'subnet-cidr-assoc-01234567' }],
  DisassociateVpcCidrBlock: [{ AssociationId: 'vpc-cidr-assoc-01234567' }],
  GetSecurityGroupsForVpc: [{ VpcId }],
  ModifyLaunchTemplate: [{ LaunchTemplateId }],
  ModifySecurityGroupRules: [
    { GroupId, 'SecurityGroupRule.1.SecurityGroupRuleId': 'sgr-01234567' },
  ],
  ModifySubnetAttribute: [{ SubnetId }],
  ModifyVpcAttribute: [{ VpcId }],
  ModifyVpcEndpoint: [{ VpcEndpointId, 'AddRouteTableId.1': RouteTableId }],
  ReleaseAddress: [{ AllocationId }],
  ReplaceRoute: [{ RouteTableId, NatGatewayId }],
  ReplaceRouteTableAssociation: [{ ...association, RouteTableId }],
  RevokeSecurityGroupEgress: [rule, { GroupId, 'SecurityGroupRuleId.1': 'sgr-01234567' }],
  RevokeSecurityGroupIngress: [rule],
};

const recorded = (name: string, fields: Record<string, string>) =>
  callsOf({
    method: 'POST',
    path: '/',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/ec2/aws4_request',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ Action: name, ...fields }).toString(),
  });

test('each action of EC2 that changes something has a call', () => {
  const written = Object.values(resourceActions).flatMap(({ write }) => write);
  const names = written.flatMap((action) => /^ec2:(?!Describe)(\w+)$/.exec(action)?.[1] ?? []);
  // RunInstances is called by Auto Scaling.
  const called = [...new Set(names)].filter((name) => name !== 'RunInstances').sort();
  expect(Object.keys(calls)).toEqual(called);
});

test.each(
  Object.entries(calls).flatMap(([name, all]) => all.map((fields) => [name, fields] as const)),
)('%s with %j is allowed to the role of its environment, and to no other', (name, fields) => {
  const made = recorded(name, fields);
  expect(roles.lacking('staging', made)).toEqual([]);
  expect(roles.crossing('staging', made)).toEqual([]);
});

test.each(
  Object.entries(calls).flatMap(([name, all]) =>
    all
      .filter((fields) => JSON.stringify(fields).includes('TagSpecification'))
      .map((fields) => [name, fields] as const),
  ),
)('%s with %j is not allowed without its tags', (name, fields) => {
  const untagged = Object.entries(fields).filter(([key]) => !key.startsWith('TagSpecification'));
  expect(roles.lacking('staging', recorded(name, Object.fromEntries(untagged)))).not.toEqual([]);
});
