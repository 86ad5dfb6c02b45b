import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Construct } from 'constructs';

/** What the names and ARNs of a stack begin with. */
export interface AccountProps {
  /** Name of the project, with which all names begin. */
  readonly project: string;

  /** Region of the stack, `eu-central-1`, or a Terraform expression. */
  readonly region: string;

  /**
   * `aws`, another partition of AWS, or a Terraform expression.
   *
   * @default - the partition of the region
   */
  readonly partition?: string;

  /**
   * Account id of twelve digits, or a Terraform expression.
   *
   * @default - looked up by a data source
   */
  readonly id?: string;

  /**
   * ARN of the permissions boundary of all roles, or a Terraform expression.
   *
   * @default - the boundary of the registry stack
   */
  readonly boundaryArn?: string;
}

/** Name of the permissions boundary of all roles, which the registry stack creates. */
export const boundaryName = 'boundary';

/**
 * The account that Terraform has credentials for, and the region of a stack in it.
 *
 * Synthesizes the data source `aws_caller_identity`, unless the account id is given.
 */
export class Account extends Construct {
  /** Account id, as a Terraform expression. */
  readonly id: string;

  /** Region of the stack. */
  readonly region: string;

  /** Name of the project. */
  readonly project: string;

  /** `aws`, or another partition of AWS. */
  readonly partition: string;

  /** ARN of the permissions boundary of all roles. */
  readonly boundaryArn: string;

  /** Roles of its stacks have the boundary of the project, which a `RegistryStack` creates. */
  constructor(scope: Construct, id: string, props: AccountProps) {
    super(scope, id);
    const { region, partition = partitionOf(region), boundaryArn } = props;
    this.id = props.id ?? new DataAwsCallerIdentity(this, 'Default', {}).accountId;
    this.region = region;
    this.project = props.project;
    this.partition = partition;
    this.boundaryArn = boundaryArn ?? this.globalArn('iam', `policy${this.iamPath}${boundaryName}`);
  }

  /** Path of all roles and policies of the stacks. The pipeline may change only those below it. */
  get iamPath(): string {
    return `/${this.project}/`;
  }

  /** Matches the names of all resources of the stacks. */
  get projectNames(): string {
    return `${this.project}-*`;
  }

  /** ARN of a resource in the region: `arn('logs', 'log-group:/ecs/*')`. */
  arn(service: string, resource: string, region = this.region): string {
    return `arn:${this.partition}:${service}:${region}:${this.id}:${resource}`;
  }

  /** ARN of a resource in the region that AWS provides to all accounts: `publicArn('ec2', 'image/*')`. */
  publicArn(service: string, resource: string, region = this.region): string {
    return `arn:${this.partition}:${service}:${region}::${resource}`;
  }

  /** ARN of a resource without a region: `globalArn('iam', 'role/x')`. */
  globalArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}::${this.id}:${resource}`;
  }

  /** ARN of a resource with a globally unique name, without region and account: `unownedArn('s3', 'bucket')`. */
  unownedArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:::${resource}`;
  }
}

/** Partition of a region: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): string {
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
