import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { requireTerraform } from '../terraform/required-version';
import type { AwsStackProps } from './aws-stack-props';
import { addBackend } from './backend';

/**
 * A stack for AWS, with default tags and a backend.
 *
 * Synthesizes the AWS provider and the backend.
 */
export class AwsStack extends TerraformStack {
  /** Tags of all resources of the stack: those of the options, `project` and `stack`. */
  readonly commonTags: Readonly<Record<string, string>>;

  /** The id is the name of the stack, and a part of the name of its state. */
  constructor(scope: Construct, id: string, props: AwsStackProps) {
    super(scope, id);
    const { project, region, account, tags } = props;
    this.commonTags = { ...tags, project, stack: id };
    new AwsProvider(this, 'aws', {
      region,
      ...(account === undefined ? {} : { allowedAccountIds: [account] }),
      defaultTags: [{ tags: this.commonTags }],
    });
    // The CDKTF binding requires exactly 6.25.0. Newer minor versions are compatible, and contain fixes.
    this.addOverride('terraform.required_providers.aws.version', '~> 6.25');
    requireTerraform(this);
    addBackend(this, props);
  }
}
