import { Token } from 'cdktf';
import type { Account } from '../iam/account';
import { allow, policyDocument, type Statement } from '../iam/policy-document';

export interface S3PolicyProps {
  readonly account: Account;

  /** Names of buckets of other accounts that tasks use with their roles. */
  readonly buckets: readonly string[];

  /** ARNs of what services are granted. */
  readonly grantedResources: readonly string[];

  /** Whether tasks can reach the whole internet. */
  readonly hasInternet: boolean;

  /** Whether the network has EC2 instances. */
  readonly hasInstances: boolean;
}

/**
 * Policy of the endpoint for S3. With credentials of the account, only its own buckets can be reached, and those that are
 * described: what a task knows cannot be written to a bucket of somebody else. Requests with other credentials, such as
 * presigned URLs of a registry, are only possible where the internet can be reached, too.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
 */
export function s3Policy(props: S3PolicyProps): string {
  const { account, buckets, grantedResources, hasInternet, hasInstances } = props;
  const { region, id } = account;
  const objects = (bucket: string) => account.unownedArn('s3', `${bucket}/*`);
  const described = [
    ...buckets.flatMap((bucket) => [account.unownedArn('s3', bucket), objects(bucket)]),
    ...grantedResources.filter(isBucketOfUnknownAccount),
  ];
  return endpointPolicy([
    // Layers of images in ECR: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
    allow(['s3:GetObject'], objects(`prod-${region}-starport-layer-bucket`)),
    allow(['s3:*'], '*', { StringEquals: { 'aws:ResourceAccount': id } }),
    ...(described.length > 0 ? [allow(['s3:*'], [...new Set(described)].sort())] : []),
    ...(hasInstances
      ? [
          allow(
            ['s3:GetObject'],
            // Packages of Amazon Linux 2023, and the ECS agent.
            [objects(`al2023-repos-${region}-de612dc2`), objects(`amazon-ecs-agent-${region}`)],
          ),
        ]
      : []),
    ...(hasInternet
      ? [allow(['s3:*'], '*', { StringNotEquals: { 'aws:PrincipalAccount': id } })]
      : []),
  ]);
}

/** Policy of an endpoint for another service: it is used with credentials of the account only. */
export function interfacePolicy({ id }: Account): string {
  return endpointPolicy([allow(['*'], '*', { StringEquals: { 'aws:PrincipalAccount': id } })]);
}

/**
 * Whether AWS documents policies for the endpoint of a service. Without one, everything is allowed.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export function supportsPolicy(service: string): boolean {
  return !['ecs-agent', 'ecs-telemetry', 'ssmmessages'].includes(service);
}

/** Buckets of the stack itself are in the account. Their ARNs would make the endpoint wait for them. */
function isBucketOfUnknownAccount(arn: string): boolean {
  return /^arn:[\w-]+:s3:::/.test(arn) && !Token.isUnresolved(arn);
}

function endpointPolicy(statements: readonly Statement[]): string {
  return policyDocument(statements.map((statement) => ({ ...statement, Principal: '*' })));
}
