import type { Construct } from 'constructs';
import type { ResolvedService } from '../options/service/resolve-services';
import type { DockerContext } from './docker-container';
import { DockerInitContainer } from './docker-init-container';
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
  const initContainers = service.sidecars
    .filter(({ waitFor }) => waitFor === 'success')
    .map((sidecar) => new DockerInitContainer(stack, idOf(sidecar), { service, sidecar, context }));
  const serviceContainer = new DockerService(stack, service.name, {
    service,
    context,
    initContainers,
  });
  for (const sidecar of service.sidecars) {
    if (sidecar.waitFor === 'success') continue;
    new DockerSidecar(stack, idOf(sidecar), { service, sidecar, context, serviceContainer });
  }
}
