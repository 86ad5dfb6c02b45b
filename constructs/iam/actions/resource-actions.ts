import { type ActionTable, ecr, kms, route53, secretsManager, sts } from './action-table';
import { dnsAndWafActions } from './dns-and-waf-actions';
import { ec2Actions } from './ec2-actions';
import { ecsActions } from './ecs-actions';
import { loadBalancerActions } from './load-balancer-actions';
import { s3Actions } from './s3-actions';
import { vpcActions } from './vpc-actions';

/**
 * What Terraform's AWS provider (6.47) does with each type of resource, seen in rehearsals, and what AWS demands besides.
 * Nothing here reads a secret or an object. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const resourceActions: ActionTable = {
  ...vpcActions,
  ...loadBalancerActions,
  ...ecsActions,
  ...ec2Actions,
  ...dnsAndWafActions,
  ...s3Actions,

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
  // What is known of a key and of a secret: its ARN, its key, its policy, and never its value.
  'data.aws_kms_key': { read: kms('DescribeKey'), write: [] },
  'data.aws_secretsmanager_secret': {
    read: secretsManager('DescribeSecret', 'GetResourcePolicy'),
    write: [],
  },
};
