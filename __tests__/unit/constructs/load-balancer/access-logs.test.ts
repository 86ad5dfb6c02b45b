import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('access logs are in a bucket that only load balancers of the account can write to, and expire', () => {
  const { resource } = synthFargate([web], { accessLogs: true });
  const [bucket] = all(resource, 'aws_s3_bucket');
  expect(bucket).toEqual({
    bucket:
      'magicnight-fargate-access-logs-${data.aws_caller_identity.account.account_id}-eu-central-1',
    force_destroy: true,
    lifecycle: { create_before_destroy: true },
  });
  const [policy] = all(resource, 'aws_s3_bucket_policy');
  const arn = '${aws_s3_bucket.balancer_logs.arn}';
  expect(JSON.parse(String(policy?.policy)).Statement).toEqual([
    {
      Sid: 'LoadBalancersWrite',
      Effect: 'Allow',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${arn}/AWSLogs/\${data.aws_caller_identity.account.account_id}/*`,
    },
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]);
  expect(all(resource, 'aws_s3_bucket_public_access_block')[0]).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(all(resource, 'aws_s3_bucket_server_side_encryption_configuration')[0]).toMatchObject({
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
  });
  expect(all(resource, 'aws_s3_bucket_lifecycle_configuration')[0]).toMatchObject({
    rule: [expect.objectContaining({ expiration: [{ days: 30 }], status: 'Enabled' })],
  });
  expect(all(resource, 'aws_lb')[0]).toMatchObject({
    access_logs: { bucket: '${aws_s3_bucket.balancer_logs.bucket}', enabled: true },
    depends_on: expect.arrayContaining(['aws_s3_bucket_policy.balancer_logs_policy']),
  });
  const kept = synthFargate([web], { production: true }).resource;
  expect(all(kept, 'aws_s3_bucket')[0]).toMatchObject({ force_destroy: false });
});
