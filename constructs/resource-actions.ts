import { networkActions } from './network-actions';
import {
  type ActionTable,
  acm,
  autoScaling,
  balancing,
  cloudwatch,
  ec2,
  ecr,
  ecs,
  iam,
  logs,
  route53,
  serviceRole,
  sts,
  waf,
} from './service-actions';
import { storageActions } from './storage-actions';

const balancingTags = balancing('AddTags', 'RemoveTags');
const ecsTags = ecs('TagResource', 'UntagResource');

/**
 * What Terraform's AWS provider (6.47) does with each type of resource, seen in rehearsals, and what AWS demands besides.
 * Nothing here reads a secret or an object. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const resourceActions: ActionTable = {
  ...networkActions,
  ...storageActions,

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

  aws_ecs_cluster: {
    read: ecs('DescribeClusters'),
    write: [...ecs('CreateCluster', 'DeleteCluster', 'UpdateCluster'), ...ecsTags, ...serviceRole],
  },
  aws_ecs_cluster_capacity_providers: {
    read: ecs('DescribeClusters'),
    write: ecs('PutClusterCapacityProviders'),
  },
  aws_ecs_service: {
    read: ecs('DescribeServices'),
    write: [
      ...ecs('CreateService', 'DeleteService', 'UpdateService'),
      // With `wait_for_steady_state`; `sigint_rollback` stops a deployment.
      ...ecs('DescribeServiceDeployments', 'ListServiceDeployments', 'StopServiceDeployment'),
      ...ecsTags,
      ...serviceRole,
    ],
  },
  aws_ecs_task_definition: {
    read: ecs('DescribeTaskDefinition'),
    write: [
      ...ecs('DeregisterTaskDefinition', 'RegisterTaskDefinition'),
      ...ecsTags,
      // The roles of the task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
      ...iam('PassRole'),
    ],
  },
  aws_cloudwatch_log_group: {
    read: logs('DescribeLogGroups', 'ListTagsForResource'),
    write: [
      ...logs('CreateLogGroup', 'DeleteLogGroup', 'DeleteRetentionPolicy', 'PutRetentionPolicy'),
      ...logs('TagResource', 'UntagResource'),
    ],
  },
  aws_cloudwatch_log_resource_policy: {
    read: logs('DescribeResourcePolicies'),
    write: logs('DeleteResourcePolicy', 'PutResourcePolicy'),
  },
  aws_iam_role: {
    read: iam('GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies'),
    write: [
      ...iam('CreateRole', 'DeleteRole', 'TagRole', 'UntagRole'),
      ...iam('UpdateAssumeRolePolicy', 'UpdateRole', 'UpdateRoleDescription'),
      // Asked before a role is deleted: it may not be in any.
      ...iam('ListInstanceProfilesForRole'),
    ],
  },
  aws_iam_role_policy: {
    read: iam('GetRolePolicy'),
    write: iam('DeleteRolePolicy', 'PutRolePolicy'),
  },
  aws_appautoscaling_target: {
    read: autoScaling('DescribeScalableTargets', 'ListTagsForResource'),
    write: [
      ...autoScaling('DeregisterScalableTarget', 'RegisterScalableTarget'),
      ...autoScaling('TagResource', 'UntagResource'),
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/auto-scaling-IAM.html
      ...ecs('DescribeServices', 'UpdateService'),
      ...serviceRole,
    ],
  },
  aws_appautoscaling_policy: {
    read: autoScaling('DescribeScalingPolicies'),
    write: [
      ...autoScaling('DeleteScalingPolicy', 'PutScalingPolicy'),
      // The alarms of a target: same page.
      ...cloudwatch('DeleteAlarms', 'DescribeAlarms', 'PutMetricAlarm'),
    ],
  },

  aws_acm_certificate: {
    read: acm('DescribeCertificate', 'ListTagsForCertificate'),
    write: [
      ...acm('DeleteCertificate', 'RequestCertificate', 'UpdateCertificateOptions'),
      ...acm('AddTagsToCertificate', 'RemoveTagsFromCertificate'),
    ],
  },
  aws_acm_certificate_validation: { read: acm('DescribeCertificate'), write: [] },
  aws_route53_record: {
    read: route53('GetHostedZone', 'ListResourceRecordSets'),
    write: route53('ChangeResourceRecordSets', 'GetChange'),
  },
  aws_wafv2_web_acl: {
    read: waf('GetWebACL', 'ListTagsForResource'),
    write: waf('CreateWebACL', 'DeleteWebACL', 'TagResource', 'UntagResource', 'UpdateWebACL'),
  },
  aws_wafv2_web_acl_association: {
    // The balancer is asked, too: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html
    read: [...waf('GetWebACL', 'GetWebACLForResource'), ...balancing('GetLoadBalancerWebACL')],
    write: [
      ...waf('AssociateWebACL', 'DisassociateWebACL', 'GetPermissionPolicy', 'PutPermissionPolicy'),
      ...balancing('CreateWebACLAssociation', 'DeleteWebACLAssociation', 'SetWebAcl'),
    ],
  },
  aws_wafv2_web_acl_logging_configuration: {
    read: waf('GetLoggingConfiguration'),
    write: [
      ...waf('DeleteLoggingConfiguration', 'PutLoggingConfiguration'),
      // To a log group: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
      ...logs('CreateLogDelivery', 'DeleteLogDelivery', 'DescribeLogGroups'),
      ...logs('DescribeResourcePolicies', 'PutResourcePolicy'),
      ...serviceRole,
    ],
  },

  // Allowed to everyone, even where it is denied.
  'data.aws_caller_identity': { read: sts('GetCallerIdentity'), write: [] },
  'data.aws_ecr_repository': {
    read: ecr('DescribeImages', 'DescribeRepositories', 'ListTagsForResource'),
    write: [],
  },
  'data.aws_route53_zone': {
    read: route53('GetHostedZone', 'ListHostedZones', 'ListTagsForResource'),
    write: [],
  },
};
