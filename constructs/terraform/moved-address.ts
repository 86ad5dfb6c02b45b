import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import { resourceAddress } from './resource-address';

/**
 * Tells Terraform that a resource was at the address of this construct before. If the state has no such resource, or already has
 * the new one, Terraform ignores it: https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
 *
 * A resource's own `moveFromId` would run Terraform during the synth, to find out its version.
 */
export class MovedAddress extends TerraformElement {
  private readonly resourceType: string;
  private readonly to: string | undefined;

  /**
   * @param id the id that the resource had in its scope.
   * @param resource the resource as it is now.
   */
  constructor(
    scope: Construct,
    id: string,
    resource: TerraformElement & { readonly terraformResourceType: string },
  ) {
    super(scope, id);
    this.resourceType = resource.terraformResourceType;
    this.to = resourceAddress(resource);
  }

  override toTerraform(): object {
    return { moved: [{ from: `${this.resourceType}.${this.friendlyUniqueId}`, to: this.to }] };
  }
}
