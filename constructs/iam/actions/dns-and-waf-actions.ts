import {
  type ActionTable,
  acm,
  elasticLoadBalancing,
  logs,
  route53,
  serviceLinkedRole,
  waf,
} from './action-table';

/** Actions for DNS records, certificates and web ACLs. */
export const dnsAndWafActions: ActionTable = {
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
    // Also called for the load balancer: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html
    read: [
      ...waf('GetWebACL', 'GetWebACLForResource'),
      ...elasticLoadBalancing('GetLoadBalancerWebACL'),
    ],
    write: [
      ...waf('AssociateWebACL', 'DisassociateWebACL'),
      ...elasticLoadBalancing('CreateWebACLAssociation', 'DeleteWebACLAssociation', 'SetWebAcl'),
    ],
  },
  aws_wafv2_web_acl_logging_configuration: {
    read: waf('GetLoggingConfiguration'),
    write: [
      ...waf('DeleteLoggingConfiguration', 'PutLoggingConfiguration'),
      // For logging to a log group: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
      ...logs('CreateLogDelivery', 'DeleteLogDelivery', 'DescribeLogGroups'),
      ...logs('DescribeResourcePolicies', 'PutResourcePolicy'),
      ...serviceLinkedRole,
    ],
  },
};
