import { App, Testing } from 'cdktf';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { LocalStack } from '../../constructs/stacks/local-stack';

/** The stack `local` with these services, as JSON for Terraform. */
export function synthLocal(...services: ServiceOptions[]): string {
  const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
  const stack = new LocalStack(new App({ context }), 'local', {
    project: 'magicnight',
    services: resolveServices(services),
  });
  return Testing.synth(stack);
}

/** A container of a synthesized stack, by its name in Terraform. */
export function container(stack: string, name: string) {
  return JSON.parse(stack).resource.docker_container[name];
}
