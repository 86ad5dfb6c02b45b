import type { TerraformStack } from 'cdktf';

/** Oldest Terraform for the stacks, with which docs/getting-started.md begins. */
const oldest = '>= 1.5';

/** Lets an older Terraform say which one it needs, instead of an error about something that it does not know. */
export function requireTerraform(stack: TerraformStack, version = oldest): void {
  stack.addOverride('terraform.required_version', version);
}
