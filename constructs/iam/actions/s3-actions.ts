import { type ActionTable, s3 } from './action-table';

/**
 * Actions for buckets. None reads objects. Action names differ from those of the API, and removing a setting requires the
 * action that sets it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const s3Actions: ActionTable = {
  aws_s3_bucket: {
    // The provider still reads all settings that were once arguments of the bucket.
    read: [
      // For the API call HeadBucket.
      ...s3('ListBucket'),
      ...s3('GetAccelerateConfiguration', 'GetBucketAcl', 'GetBucketCORS', 'GetBucketLogging'),
      ...s3('GetBucketObjectLockConfiguration', 'GetBucketPolicy', 'GetBucketRequestPayment'),
      ...s3('GetBucketVersioning', 'GetBucketWebsite', 'GetEncryptionConfiguration'),
      ...s3('GetLifecycleConfiguration', 'GetReplicationConfiguration'),
      // Reads tags through S3 Control. `GetBucketTagging` does not replace it.
      ...s3('ListTagsForResource'),
    ],
    write: [
      ...s3('CreateBucket', 'DeleteBucket', 'TagResource', 'UntagResource'),
      // With `force_destroy` the bucket is emptied before it is destroyed.
      ...s3('DeleteObject', 'DeleteObjectVersion', 'ListBucketVersions'),
    ],
  },
  aws_s3_bucket_policy: {
    read: s3('GetBucketPolicy'),
    write: s3('DeleteBucketPolicy', 'PutBucketPolicy'),
  },
  aws_s3_bucket_public_access_block: setting('BucketPublicAccessBlock'),
  aws_s3_bucket_server_side_encryption_configuration: setting('EncryptionConfiguration'),
  aws_s3_bucket_ownership_controls: setting('BucketOwnershipControls'),
  aws_s3_bucket_lifecycle_configuration: setting('LifecycleConfiguration'),
  aws_s3_bucket_versioning: setting('BucketVersioning'),
};

function setting(name: string) {
  return { read: s3(`Get${name}`), write: s3(`Put${name}`) };
}
