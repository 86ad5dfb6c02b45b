import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Construct } from 'constructs';

export interface AccountProps {
  /** Of the stack: `eu-central-1`; or text that Terraform knows. */
  readonly region: string;

  /**
   * `aws`, or that of another cloud of AWS, or text that Terraform knows.
   *
   * @default - that of the region
   */
  readonly partition?: string;

  /**
   * Twelve digits, or text that Terraform knows.
   *
   * @default - those that a data source tells
   */
  readonly id?: string;

  /**
   * ARN of the policy that no role exceeds, or text that Terraform knows.
   *
   * @default - that of the registry stack
   */
  readonly boundaryArn?: string;
}

/** Path of all roles and policies of the project: the pipeline may touch those below it, and no others. */
export const iamPath = '/magicnight/';

/** Name of the policy that no role of the stacks can exceed; the registry stack makes it. */
export const boundaryName = 'boundary';

/**
 * The account that Terraform has credentials for, and the region of a stack in it.
 *
 * Synthesizes the data source `aws_caller_identity`, where it is not told the account.
 */
export class Account extends Construct {
  /** Twelve digits, known to Terraform only. */
  readonly id: string;
  readonly region: string;

  /** `aws`, or that of another cloud of AWS. */
  readonly partition: string;

  /** ARN of the policy that no role of the stack exceeds. */
  readonly boundaryArn: string;

  constructor(scope: Construct, id: string, props: AccountProps) {
    super(scope, id);
    const { region, partition = partitionOf(region), boundaryArn } = props;
    this.id = props.id ?? new DataAwsCallerIdentity(this, 'Default', {}).accountId;
    this.region = region;
    this.partition = partition;
    this.boundaryArn = boundaryArn ?? this.globalArn('iam', `policy${iamPath}${boundaryName}`);
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
