import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

export interface AwsStackProps {
  /** Name of the project. */
  readonly project: string;

  /** AWS region: `eu-central-1`. */
  readonly region: string;
}

/**
 * A stack for AWS, with default tags and a local state in the project's root folder.
 *
 * Synthesizes the AWS provider and the local backend.
 */
export class AwsStack extends TerraformStack {
  /** Tags of all resources of the stack. */
  readonly commonTags: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { project, region }: AwsStackProps) {
    super(scope, id);
    this.commonTags = { project, stack: id };
    new AwsProvider(this, 'aws', { region, defaultTags: [{ tags: this.commonTags }] });
    // The CDKTF binding requires exactly 6.25.0. Newer minor versions are compatible, and contain fixes.
    this.addOverride('terraform.required_providers.aws.version', '~> 6.25');
    // Relative to cdktf.out/stacks/<stack>: an absolute path would differ on each machine.
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
  }
}
