import { type ActionTable, ec2, iam, logs, route53, serviceLinkedRole } from './action-table';

const tags = ec2('CreateTags', 'DeleteTags');
const rules = ec2('DescribeSecurityGroupRules');

/** Actions for the resources of a VPC. They have the names of the API calls. */
export const vpcActions: ActionTable = {
  aws_vpc: {
    // The provider also reads the default network ACL, route table and security group of the VPC.
    read: ec2(
      'DescribeNetworkAcls',
      'DescribeRouteTables',
      'DescribeSecurityGroups',
      'DescribeVpcAttribute',
      'DescribeVpcs',
    ),
    write: [
      ...ec2('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute'),
      // To add or remove an IPv6 block of an existing VPC.
      ...ec2('AssociateVpcCidrBlock', 'DisassociateVpcCidrBlock'),
      ...tags,
    ],
  },
  aws_subnet: {
    read: ec2('DescribeSubnets'),
    write: [
      ...ec2('CreateSubnet', 'DeleteSubnet', 'ModifySubnetAttribute'),
      ...ec2('AssociateSubnetCidrBlock', 'DisassociateSubnetCidrBlock'),
      // A subnet can be deleted after the network interfaces of others in it.
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
      // To add addresses to an existing gateway, zonal or regional.
      ...ec2('AssociateNatGatewayAddress', 'DisassociateNatGatewayAddress'),
      // For a regional gateway: https://docs.aws.amazon.com/vpc/latest/userguide/using-service-linked-roles.html
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
    // Terraform adopts it and removes its rules. AWS creates and deletes it together with the VPC.
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
    // Network interfaces of an interface endpoint.
    read: ec2('DescribeNetworkInterfaces', 'DescribePrefixLists', 'DescribeVpcEndpoints'),
    write: [
      ...ec2('CreateVpcEndpoint', 'DeleteVpcEndpoints', 'ModifyVpcEndpoint'),
      // For an interface endpoint with private DNS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
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
      // For flow logs to a log group, which need a role, and to a bucket, which do not:
      // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
      ...iam('PassRole'),
      ...logs('CreateLogDelivery', 'DeleteLogDelivery'),
      ...tags,
    ],
  },
  'data.aws_availability_zones': { read: ec2('DescribeAvailabilityZones'), write: [] },
  'data.aws_security_group': { read: ec2('DescribeSecurityGroups'), write: [] },
  'data.aws_subnet': { read: ec2('DescribeSubnets'), write: [] },
  'data.aws_vpc': {
    read: ec2('DescribeRouteTables', 'DescribeVpcAttribute', 'DescribeVpcs'),
    write: [],
  },
};
