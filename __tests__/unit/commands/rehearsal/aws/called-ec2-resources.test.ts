import { calledEc2Resources } from '../../../../../commands/rehearsal/aws/called-ec2-resources';

const vpc = { VpcId: 'vpc-0123456789abcdef0' };
const group = { GroupId: 'sg-0123456789abcdef0' };
const ownTags = {
  'Tag.1.Key': 'project',
  'Tag.1.Value': 'acme',
  'Tag.2.Key': 'stack',
  'Tag.2.Value': 'staging',
};

test.each<[string, object, string[], string[]]>([
  ['CreateVpc', { CidrBlock: '10.0.0.0/16' }, [], ['vpc/any']],
  ['CreateSubnet', vpc, ['vpc/vpc-0123456789abcdef0'], ['subnet/any']],
  ['DescribeVpcs', { 'VpcId.1': 'vpc-0123456789abcdef0' }, ['resource/any'], []],
  [
    'CreateVpcEndpoint',
    { ...vpc, 'RouteTableId.1': 'rtb-01234567', 'RouteTableId.2': 'rtb-89abcdef' },
    ['vpc/vpc-0123456789abcdef0', 'route-table/any'],
    ['vpc-endpoint/any'],
  ],
  [
    'CreateNatGateway',
    { SubnetId: 'subnet-01234567', AllocationId: 'eipalloc-01234567' },
    ['subnet/any', 'elastic-ip/any'],
    ['natgateway/any'],
  ],
  [
    'CreateRoute',
    { RouteTableId: 'rtb-01234567', NatGatewayId: 'nat-01234567' },
    ['route-table/any'],
    [],
  ],
  [
    'AuthorizeSecurityGroupIngress',
    { ...group, 'IpPermissions.1.Groups.1.GroupId': 'sg-89abcdef' },
    ['security-group/any'],
    ['security-group-rule/any'],
  ],
  [
    'RevokeSecurityGroupIngress',
    { ...group, 'SecurityGroupRuleId.1': 'sgr-01234567' },
    ['security-group/any', 'security-group-rule/any'],
    [],
  ],
  [
    'DisassociateAddress',
    { AssociationId: 'eipassoc-01234567' },
    ['elastic-ip/any'],
    ['network-interface/any'],
  ],
  ['CreateTags', { 'ResourceId.1': group.GroupId, ...ownTags }, [], ['security-group/any']],
  ['CreateTags', { 'ResourceId.1': 'vpc-01234567', ...ownTags }, ['vpc/vpc-01234567'], []],
  [
    'CreateTags',
    { 'ResourceId.1': group.GroupId, 'Tag.1.Key': 'Name', 'Tag.1.Value': 'acme' },
    ['security-group/any'],
    [],
  ],
  [
    'CreateLaunchTemplate',
    { 'LaunchTemplateData.NetworkInterface.1.SecurityGroupId.1': 'sg-01234567' },
    [],
    ['launch-template/any'],
  ],
  ['ModifyLaunchTemplate', { LaunchTemplateId: 'lt-01234567' }, ['launch-template/any'], []],
  ['TerminateInstances', { 'InstanceId.1': 'i-01234567' }, ['resource/any'], []],
])('%s with %j needs %j, and without tags %j', (name, parameters, tagged, untagged) => {
  expect(calledEc2Resources(name, { ...parameters })).toEqual({ tagged, untagged });
});
