import type { Construct } from 'constructs';
import type { ResolvedService } from '../options/service/resolve-services';
import type { DockerPlace } from './docker-container';
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
  where: Omit<DockerPlace, 'secrets'>,
): void {
  const place = { ...where, secrets: new LocalSecrets(stack, service) };
  const idOf = ({ name }: { name: string }) => `${service.name}-${name}`;
  const steps = service.sidecars
    .filter(({ waitFor }) => waitFor === 'success')
    .map((step) => new DockerStep(stack, idOf(step), { service, step, place }));
  const beside = new DockerService(stack, service.name, { service, place, steps });
  for (const sidecar of service.sidecars) {
    if (sidecar.waitFor === 'success') continue;
    new DockerSidecar(stack, idOf(sidecar), { service, sidecar, place, beside });
  }
}
