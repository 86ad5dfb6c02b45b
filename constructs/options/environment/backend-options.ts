/** Where Terraform keeps the state of a stack: in a bucket, or in the GitLab project whose pipelines apply the stack. */
export type BackendOptions =
  | {
      /** The bucket, and the path of the state in it. */
      readonly s3: S3BackendOptions;
    }
  | 'gitlab';

/**
 * A bucket for states, which must exist already. The state is encrypted and locked in the bucket itself, which needs Terraform 1.10
 * or newer. https://developer.hashicorp.com/terraform/language/backend/s3
 */
export interface S3BackendOptions {
  /**
   * Name of the bucket: `acme-terraform`. Enable its versioning, to be able to restore a state.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly bucket: string;

  /**
   * Path of the state in the bucket. Each stack needs its own.
   *
   * @default - `<project>/<stack>.tfstate`
   */
  readonly key?: string;

  /**
   * Region of the bucket.
   *
   * @default - the region of the environment; for registries, that of the first environment
   */
  readonly region?: string;

  /**
   * Key of AWS KMS that encrypts the state: its id, its alias (`alias/terraform`), or the ARN of either.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   *
   * @default - the key of the bucket's own encryption
   */
  readonly kmsKeyId?: string;
}

/** Path of the state of a stack in a bucket, unless the options set another. */
export function defaultStateKey(project: string, stack: string): string {
  return `${project}/${stack}.tfstate`;
}
