import {
  type ActionTable,
  acm,
  ec2,
  elasticLoadBalancing,
  serviceLinkedRole,
} from './action-table';

const loadBalancerTags = elasticLoadBalancing('AddTags', 'RemoveTags');

/** Actions for load balancers, listeners, rules and target groups. */
export const loadBalancerActions: ActionTable = {
  aws_lb: {
    read: elasticLoadBalancing(
      'DescribeCapacityReservation',
      'DescribeLoadBalancerAttributes',
      'DescribeLoadBalancers',
      'DescribeTags',
    ),
    write: [
      ...elasticLoadBalancing(
        'CreateLoadBalancer',
        'DeleteLoadBalancer',
        'ModifyLoadBalancerAttributes',
      ),
      ...elasticLoadBalancing('SetIpAddressType', 'SetSecurityGroups', 'SetSubnets'),
      ...loadBalancerTags,
      // Required by AWS: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ElasticLoadBalancingFullAccess.html
      ...ec2('DescribeAccountAttributes', 'DescribeAddresses', 'DescribeInternetGateways'),
      ...ec2('DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'),
      ...ec2('GetSecurityGroupsForVpc'),
      // When it is destroyed, Terraform waits until its network interfaces are deleted.
      ...ec2('DescribeNetworkInterfaces'),
      ...serviceLinkedRole,
    ],
  },
  aws_lb_listener: {
    read: elasticLoadBalancing('DescribeListenerAttributes', 'DescribeListeners', 'DescribeTags'),
    write: [
      ...elasticLoadBalancing('CreateListener', 'DeleteListener', 'ModifyListener'),
      ...elasticLoadBalancing('ModifyListenerAttributes'),
      ...loadBalancerTags,
      // For an HTTPS listener.
      ...acm('DescribeCertificate'),
    ],
  },
  aws_lb_listener_rule: {
    read: elasticLoadBalancing('DescribeRules', 'DescribeTags'),
    write: [
      ...elasticLoadBalancing('CreateRule', 'DeleteRule', 'ModifyRule', 'SetRulePriorities'),
      ...loadBalancerTags,
    ],
  },
  aws_lb_listener_certificate: {
    read: elasticLoadBalancing('DescribeListenerCertificates'),
    write: [
      ...elasticLoadBalancing('AddListenerCertificates', 'RemoveListenerCertificates'),
      ...acm('DescribeCertificate'),
    ],
  },
  aws_lb_target_group: {
    read: elasticLoadBalancing(
      'DescribeTags',
      'DescribeTargetGroupAttributes',
      'DescribeTargetGroups',
    ),
    write: [
      ...elasticLoadBalancing('CreateTargetGroup', 'DeleteTargetGroup', 'ModifyTargetGroup'),
      ...elasticLoadBalancing('ModifyTargetGroupAttributes'),
      ...loadBalancerTags,
      ...ec2('DescribeVpcs'),
    ],
  },
  'data.aws_lb': {
    read: elasticLoadBalancing(
      'DescribeLoadBalancerAttributes',
      'DescribeLoadBalancers',
      'DescribeTags',
    ),
    write: [],
  },
  'data.aws_lb_listener': {
    read: elasticLoadBalancing('DescribeListeners', 'DescribeTags'),
    write: [],
  },
};
