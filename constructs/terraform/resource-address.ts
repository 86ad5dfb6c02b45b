import { TerraformDataSource, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * What a resource or data source is called in Terraform: `aws_lb.balancer`; `undefined` for what is neither.
 *
 * It is no token, and may be in any expression: of tokens CDKTF leaves out the braces in some.
 */
export function resourceAddress(construct: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(construct)) {
    return `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  if (!TerraformDataSource.isTerraformDataSource(construct)) return undefined;
  return `data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
}
