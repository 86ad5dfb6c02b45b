import { TerraformDataSource, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Terraform address of a resource or data source: `aws_lb.balancer`; `undefined` for other constructs.
 *
 * It is not a token, so it can be used in any expression: CDKTF omits the braces of tokens in some of them.
 */
export function resourceAddress(construct: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(construct)) {
    return `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  if (!TerraformDataSource.isTerraformDataSource(construct)) return undefined;
  return `data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
}
