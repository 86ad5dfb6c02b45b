import { balancingActions } from './balancing-actions';
import { containerActions } from './container-actions';
import { networkActions } from './network-actions';
import { type ActionTable, ecr, route53, sts } from './service-actions';
import { siteActions } from './site-actions';
import { storageActions } from './storage-actions';

/**
 * What Terraform's AWS provider (6.47) does with each type of resource, seen in rehearsals, and what AWS demands besides.
 * Nothing here reads a secret or an object. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const resourceActions: ActionTable = {
  ...networkActions,
  ...balancingActions,
  ...containerActions,
  ...siteActions,
  ...storageActions,

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
