import { type ActionTable, acm, balancing, ec2, serviceRole } from './action-table';

const balancingTags = balancing('AddTags', 'RemoveTags');

/** What load balancers need, and what is behind and before their listeners. */
export const balancingActions: ActionTable = {
  aws_lb: {
    read: balancing(
      'DescribeCapacityReservation',
      'DescribeLoadBalancerAttributes',
      'DescribeLoadBalancers',
      'DescribeTags',
    ),
    write: [
      ...balancing('CreateLoadBalancer', 'DeleteLoadBalancer', 'ModifyLoadBalancerAttributes'),
      ...balancing('SetIpAddressType', 'SetSecurityGroups', 'SetSubnets'),
      ...balancingTags,
      // Checked by AWS: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ElasticLoadBalancingFullAccess.html
      ...ec2('DescribeAccountAttributes', 'DescribeAddresses', 'DescribeInternetGateways'),
      ...ec2('DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'),
      ...ec2('GetSecurityGroupsForVpc'),
      // At its end Terraform waits for its network interfaces to go.
      ...ec2('DescribeNetworkInterfaces'),
      ...serviceRole,
    ],
  },
  aws_lb_listener: {
    read: balancing('DescribeListenerAttributes', 'DescribeListeners', 'DescribeTags'),
    write: [
      ...balancing('CreateListener', 'DeleteListener', 'ModifyListener'),
      ...balancing('ModifyListenerAttributes'),
      ...balancingTags,
      // Of an HTTPS listener.
      ...acm('DescribeCertificate'),
    ],
  },
  aws_lb_listener_rule: {
    read: balancing('DescribeRules', 'DescribeTags'),
    write: [
      ...balancing('CreateRule', 'DeleteRule', 'ModifyRule', 'SetRulePriorities'),
      ...balancingTags,
    ],
  },
  aws_lb_listener_certificate: {
    read: balancing('DescribeListenerCertificates'),
    write: [
      ...balancing('AddListenerCertificates', 'RemoveListenerCertificates'),
      ...acm('DescribeCertificate'),
    ],
  },
  aws_lb_target_group: {
    read: balancing('DescribeTags', 'DescribeTargetGroupAttributes', 'DescribeTargetGroups'),
    write: [
      ...balancing('CreateTargetGroup', 'DeleteTargetGroup', 'ModifyTargetGroup'),
      ...balancing('ModifyTargetGroupAttributes'),
      ...balancingTags,
      ...ec2('DescribeVpcs'),
    ],
  },
};
