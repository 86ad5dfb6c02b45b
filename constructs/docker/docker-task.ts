import type { Construct } from 'constructs';
import type { ResolvedService } from '../options/service/resolve-services';
import type { DockerContext } from './docker-container';
import { DockerStep } from './docker-init-container';
import { DockerService } from './docker-service';
import { DockerSidecar } from './docker-sidecar';
import { LocalSecrets } from './local-secrets';

/**
 * All containers of a service: what runs before it, its own, and those beside it. Directly in the stack, so that the address
 * of each is its name.
 */
export function addDockerTask(
  stack: Construct,
  service: ResolvedService,
  stackContext: Omit<DockerContext, 'secrets'>,
): void {
  const context = { ...stackContext, secrets: new LocalSecrets(stack, service) };
  const idOf = ({ name }: { name: string }) => `${service.name}-${name}`;
  const steps = service.sidecars
    .filter(({ waitFor }) => waitFor === 'success')
    .map((step) => new DockerStep(stack, idOf(step), { service, step, context }));
  const serviceContainer = new DockerService(stack, service.name, { service, context, steps });
  for (const sidecar of service.sidecars) {
    if (sidecar.waitFor === 'success') continue;
    new DockerSidecar(stack, idOf(sidecar), { service, sidecar, context, serviceContainer });
  }
}
