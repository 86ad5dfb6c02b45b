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
import { isExpression, physicalName } from '../terraform/physical-name';

export interface AccessLogsProps {
  /** What the names begin with. */
  readonly name: string;
  readonly account: Account;

  /** Days until a log is deleted. */
  readonly expiryDays: number;

  /** Whether a destroy fails while there are logs, instead of deleting them. */
  readonly keepsOnDestroy: boolean;
}

/** Of a bucket's name: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const maxBucketNameLength = 63;

/** Longer than the name of any region: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const maxRegionLength = 16;

/**
 * A bucket into which load balancers write their access logs, and nobody else anything. Encrypted by S3's own key: load
 * balancers can use no other.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 *
 * Synthesizes `aws_s3_bucket` and what makes it safe.
 */
export class AccessLogs extends Construct {
  readonly bucket: S3Bucket;

  /** What must be there before a load balancer may write. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AccessLogsProps) {
    super(scope, id);
    const { name, account, expiryDays, keepsOnDestroy } = props;
    const region = isExpression(account.region) ? 'x'.repeat(maxRegionLength) : account.region;
    const suffix = `-${'0'.repeat(12)}-${region}`;
    this.bucket = new S3Bucket(this, 'Default', {
      bucket: `${physicalName(`${name}-access-logs`, maxBucketNameLength - suffix.length)}-${account.id}-${account.region}`,
      forceDestroy: !keepsOnDestroy,
      // Switched off, it goes after load balancers have stopped to write into it.
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
        // The account is that of the load balancer: those of others cannot write here.
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
