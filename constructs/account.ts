import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Construct } from 'constructs';

/**
 * The account that Terraform has credentials for, and the region of a stack in it.
 *
 * Synthesizes the data source `aws_caller_identity`.
 */
export class Account extends Construct {
  /** Twelve digits, known to Terraform only. */
  readonly id: string;
  readonly region: string;
  private readonly partition: string;

  constructor(scope: Construct, id: string, region: string) {
    super(scope, id);
    this.id = new DataAwsCallerIdentity(this, 'Default', {}).accountId;
    this.region = region;
    this.partition = partitionOf(region);
  }

  /** ARN of something in the region: `arn('logs', 'log-group:/ecs/*')`. */
  arn(service: string, resource: string, region = this.region): string {
    return `arn:${this.partition}:${service}:${region}:${this.id}:${resource}`;
  }

  /** ARN of something in the region that is of no account, since AWS gives it to all: `publicArn('ec2', 'image/*')`. */
  publicArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}::${resource}`;
  }

  /** ARN of something that is in no region: `globalArn('iam', 'role/x')`. */
  globalArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}::${this.id}:${resource}`;
  }

  /** ARN of something whose name is the only one in the world: `unownedArn('s3', 'bucket')`. */
  unownedArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:::${resource}`;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): string {
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
