import { type ActionTable, ec2, iam, logs, route53, serviceLinkedRole } from './action-table';

const tags = ec2('CreateTags', 'DeleteTags');
const rules = ec2('DescribeSecurityGroupRules');

/** What the resources of a VPC need; the names are those of the API. */
export const vpcActions: ActionTable = {
  aws_vpc: {
    // The provider also looks up what each VPC has from the start: its ACL, route table and security group.
    read: ec2(
      'DescribeNetworkAcls',
      'DescribeRouteTables',
      'DescribeSecurityGroups',
      'DescribeVpcAttribute',
      'DescribeVpcs',
    ),
    write: [
      ...ec2('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute'),
      // An IPv6 block that is added to or taken from a VPC that is there.
      ...ec2('AssociateVpcCidrBlock', 'DisassociateVpcCidrBlock'),
      ...tags,
    ],
  },
  aws_subnet: {
    read: ec2('DescribeSubnets'),
    write: [
      ...ec2('CreateSubnet', 'DeleteSubnet', 'ModifySubnetAttribute'),
      ...ec2('AssociateSubnetCidrBlock', 'DisassociateSubnetCidrBlock'),
      // A subnet can go when the network interfaces of others in it have gone.
      ...ec2('DescribeNetworkInterfaces'),
      ...tags,
    ],
  },
  aws_internet_gateway: {
    read: ec2('DescribeInternetGateways'),
    write: [
      ...ec2('AttachInternetGateway', 'CreateInternetGateway'),
      ...ec2('DeleteInternetGateway', 'DetachInternetGateway'),
      ...tags,
    ],
  },
  aws_eip: {
    read: ec2('DescribeAddresses', 'DescribeAddressesAttribute'),
    write: [...ec2('AllocateAddress', 'DisassociateAddress', 'ReleaseAddress'), ...tags],
  },
  aws_nat_gateway: {
    read: ec2('DescribeNatGateways'),
    write: [
      ...ec2('CreateNatGateway', 'DeleteNatGateway'),
      // Further addresses of one that is there, be it of a zone or of the region.
      ...ec2('AssociateNatGatewayAddress', 'DisassociateNatGatewayAddress'),
      // Of a regional one: https://docs.aws.amazon.com/vpc/latest/userguide/using-service-linked-roles.html
      ...serviceLinkedRole,
      ...tags,
    ],
  },
  aws_route_table: {
    read: ec2('DescribeRouteTables'),
    write: [
      ...ec2('CreateRouteTable', 'DeleteRouteTable', 'DisassociateRouteTable'),
      ...ec2('CreateRoute', 'DeleteRoute', 'ReplaceRoute'),
      ...tags,
    ],
  },
  aws_route_table_association: {
    read: ec2('DescribeRouteTables'),
    write: ec2('AssociateRouteTable', 'DisassociateRouteTable', 'ReplaceRouteTableAssociation'),
  },
  aws_route: {
    read: ec2('DescribeRouteTables'),
    write: ec2('CreateRoute', 'DeleteRoute', 'ReplaceRoute'),
  },
  aws_default_security_group: {
    read: ec2('DescribeSecurityGroups'),
    // Adopted, emptied and left: AWS makes and removes it with its VPC.
    write: [
      ...ec2('AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress'),
      ...ec2('RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress'),
      ...rules,
      ...tags,
    ],
  },
  aws_security_group: {
    read: ec2('DescribeSecurityGroups'),
    write: [
      ...ec2('CreateSecurityGroup', 'DeleteSecurityGroup'),
      ...ec2('AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress'),
      ...ec2('RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress'),
      ...ec2('DescribeNetworkInterfaces'),
      ...rules,
      ...tags,
    ],
  },
  aws_vpc_security_group_ingress_rule: {
    read: rules,
    write: [
      ...ec2('AuthorizeSecurityGroupIngress', 'ModifySecurityGroupRules'),
      ...ec2('RevokeSecurityGroupIngress'),
      ...tags,
    ],
  },
  aws_vpc_security_group_egress_rule: {
    read: rules,
    write: [
      ...ec2('AuthorizeSecurityGroupEgress', 'ModifySecurityGroupRules'),
      ...ec2('RevokeSecurityGroupEgress'),
      ...tags,
    ],
  },
  aws_vpc_endpoint: {
    // The network interfaces are those of an interface endpoint.
    read: ec2('DescribeNetworkInterfaces', 'DescribePrefixLists', 'DescribeVpcEndpoints'),
    write: [
      ...ec2('CreateVpcEndpoint', 'DeleteVpcEndpoints', 'ModifyVpcEndpoint'),
      // An interface with private DNS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
      ...ec2('DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'),
      ...route53('AssociateVPCWithHostedZone'),
      ...tags,
    ],
  },
  aws_vpc_endpoint_route_table_association: {
    read: ec2('DescribeVpcEndpoints'),
    write: ec2('ModifyVpcEndpoint'),
  },
  aws_flow_log: {
    read: ec2('DescribeFlowLogs'),
    write: [
      ...ec2('CreateFlowLogs', 'DeleteFlowLogs'),
      // To a log group with a role, to a bucket without: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
      ...iam('PassRole'),
      ...logs('CreateLogDelivery', 'DeleteLogDelivery'),
      ...tags,
    ],
  },
  'data.aws_availability_zones': { read: ec2('DescribeAvailabilityZones'), write: [] },
  'data.aws_subnet': { read: ec2('DescribeSubnets'), write: [] },
  'data.aws_vpc': {
    read: ec2('DescribeRouteTables', 'DescribeVpcAttribute', 'DescribeVpcs'),
    write: [],
  },
};
