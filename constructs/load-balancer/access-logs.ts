import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from '../iam/account';
import { policyDocument } from '../iam/policy-document';
import { accessLogsBucket } from '../terraform/physical-name';

export interface AccessLogsProps {
  /** Prefix of all resource names. */
  readonly name: string;
  readonly account: Account;

  /** Days until a log file is deleted. */
  readonly expiryDays: number;

  /** Whether a destroy fails while the bucket has logs, instead of deleting them. */
  readonly keepsOnDestroy: boolean;
}

/**
 * A bucket for access logs. Only load balancers of the account can write to it. It is encrypted with S3 managed keys (SSE-S3),
 * the only encryption that load balancers support.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 *
 * Synthesizes `aws_s3_bucket` with its policy, public access block, ownership controls, encryption, versioning and expiry.
 */
export class AccessLogs extends Construct {
  readonly bucket: S3Bucket;

  /** Resources that must exist before a load balancer can write. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AccessLogsProps) {
    super(scope, id);
    const { name, account, expiryDays, keepsOnDestroy } = props;
    this.bucket = new S3Bucket(this, 'Default', {
      bucket: accessLogsBucket(name, account),
      forceDestroy: !keepsOnDestroy,
      // When `accessLogs` is turned off, the bucket is destroyed after the load balancer has stopped writing to it.
      lifecycle: { createBeforeDestroy: true },
    });
    const bucket = this.bucket.id;
    const access = new S3BucketPublicAccessBlock(this, 'private', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const owner = new S3BucketOwnershipControls(this, 'owner', {
      bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    const versions = new S3BucketVersioningA(this, 'versions', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketLifecycleConfiguration(this, 'expiry', {
      bucket,
      rule: [
        {
          id: 'expiry',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: expiryDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
      ],
      dependsOn: [versions],
    });
    const policy = new S3BucketPolicy(this, 'policy', {
      bucket,
      policy: policyDocument(this.statements(account)),
      dependsOn: [access, owner],
    });
    this.ready = [policy, owner];
  }

  private statements(account: Account) {
    const { arn } = this.bucket;
    return [
      {
        Sid: 'LoadBalancersWrite',
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        // Only load balancers of this account can write.
        Resource: `${arn}/AWSLogs/${account.id}/*`,
      },
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ] as const;
  }
}
