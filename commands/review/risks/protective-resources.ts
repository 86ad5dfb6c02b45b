import type { Consequence } from './consequence';

function protection(noun: string, destroyed: string): Consequence {
  return { area: 'protection', noun, destroyed };
}

/** Types without which something is less safe, or goes unseen. */
export const protectiveResources: Readonly<Record<string, Consequence>> = {
  aws_wafv2_web_acl: protection('firewall', 'requests that it blocked get through'),
  aws_wafv2_web_acl_association: protection(
    'firewall of the load balancer',
    'requests that it blocked get through',
  ),
  aws_cloudwatch_metric_alarm: protection('alarm', 'nobody is told of what it watched'),
  aws_flow_log: protection('flow log', 'connections are no longer recorded'),
  aws_s3_bucket_public_access_block: protection(
    'block of public access',
    'objects in the bucket can be made public',
  ),
  aws_s3_bucket_server_side_encryption_configuration: protection(
    'encryption of a bucket',
    'new objects have the default encryption',
  ),
  aws_s3_bucket_versioning: protection(
    'versions of a bucket',
    'what is overwritten or deleted is lost',
  ),
};
