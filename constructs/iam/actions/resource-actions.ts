import { type ActionTable, ecr, kms, route53, secretsManager, sts } from './action-table';
import { dnsAndWafActions } from './dns-and-waf-actions';
import { ec2Actions } from './ec2-actions';
import { ecsActions } from './ecs-actions';
import { loadBalancerActions } from './load-balancer-actions';
import { s3Actions } from './s3-actions';
import { vpcActions } from './vpc-actions';

/**
 * Actions that Terraform's AWS provider (6.47) calls for each resource type, as observed in rehearsals, and those that AWS also
 * requires. None reads the value of a secret or an S3 object. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const resourceActions: ActionTable = {
  ...vpcActions,
  ...loadBalancerActions,
  ...ecsActions,
  ...ec2Actions,
  ...dnsAndWafActions,
  ...s3Actions,

  // Always allowed, even if a policy denies it.
  'data.aws_caller_identity': { read: sts('GetCallerIdentity'), write: [] },
  'data.aws_ecr_repository': {
    read: ecr('DescribeImages', 'DescribeRepositories', 'ListTagsForResource'),
    write: [],
  },
  'data.aws_route53_zone': {
    read: route53('GetHostedZone', 'ListHostedZones', 'ListTagsForResource'),
    write: [],
  },
  // Metadata of a key and of a secret: ARN, key and policy, never the value.
  'data.aws_kms_key': { read: kms('DescribeKey'), write: [] },
  'data.aws_secretsmanager_secret': {
    read: secretsManager('DescribeSecret', 'GetResourcePolicy'),
    write: [],
  },
};
