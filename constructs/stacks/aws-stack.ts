import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

export interface AwsStackProps {
  /** AWS region: `eu-central-1`. */
  readonly region: string;
}

/** What every stack for AWS has: the provider, its tags, and a state beside main.ts. */
export class AwsStack extends TerraformStack {
  /** Tags of all that it makes. */
  readonly commonTags: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { region }: AwsStackProps) {
    super(scope, id);
    this.commonTags = { project: 'magicnight', stack: id };
    new AwsProvider(this, 'aws', { region, defaultTags: [{ tags: this.commonTags }] });
    // The binding asks for exactly 6.25.0; users want its corrections.
    this.addOverride('terraform.required_providers.aws.version', '~> 6.25');
    // As seen from cdktf.out/stacks/<stack>: an absolute path would differ on each machine.
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
  }
}
