import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** What all stacks for AWS have in common. */
export interface AwsStackProps {
  /** Name of the project. */
  readonly project: string;

  /** AWS region: `eu-central-1`. */
  readonly region: string;

  /**
   * The only account to which Terraform may apply the stack.
   *
   * @default - the account of the credentials
   */
  readonly account?: string;

  /**
   * Further tags of all resources.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A stack for AWS, with default tags and a local state in the project's root folder.
 *
 * Synthesizes the AWS provider and the local backend.
 */
export class AwsStack extends TerraformStack {
  /** Tags of all resources of the stack: those of the options, `project` and `stack`. */
  readonly commonTags: Readonly<Record<string, string>>;

  /** The id is the name of the stack, and a part of the name of its state. */
  constructor(scope: Construct, id: string, { project, region, account, tags }: AwsStackProps) {
    super(scope, id);
    this.commonTags = { ...tags, project, stack: id };
    new AwsProvider(this, 'aws', {
      region,
      ...(account === undefined ? {} : { allowedAccountIds: [account] }),
      defaultTags: [{ tags: this.commonTags }],
    });
    // The CDKTF binding requires exactly 6.25.0. Newer minor versions are compatible, and contain fixes.
    this.addOverride('terraform.required_providers.aws.version', '~> 6.25');
    // Relative to cdktf.out/stacks/<stack>: an absolute path would differ on each machine.
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
  }
}
