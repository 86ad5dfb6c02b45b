import type { Consequence } from './consequence';

function protection(noun: string, destroyed: string): Consequence {
  return { area: 'protection', noun, destroyed };
}

/** Types whose destruction reduces security or monitoring. */
export const protectiveResources: Readonly<Record<string, Consequence>> = {
  aws_wafv2_web_acl: protection('web ACL', 'requests that it blocked are no longer blocked'),
  aws_wafv2_web_acl_association: protection(
    'web ACL association',
    'requests that it blocked are no longer blocked',
  ),
  aws_cloudwatch_metric_alarm: protection('alarm', 'nobody is notified about its metric'),
  aws_flow_log: protection('flow log', 'connections are no longer recorded'),
  aws_s3_bucket_public_access_block: protection(
    'public access block',
    'objects in the bucket can be made public',
  ),
  aws_s3_bucket_server_side_encryption_configuration: protection(
    'bucket encryption',
    'new objects use the default encryption',
  ),
  aws_s3_bucket_versioning: protection(
    'bucket versioning',
    'overwritten or deleted objects cannot be restored',
  ),
};
