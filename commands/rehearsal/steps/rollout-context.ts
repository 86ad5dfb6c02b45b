import type { FolderImage } from '../../../constructs/options/service/container-options';
import { isSameBuild } from '../../../constructs/options/service/image-build';
import type { ResolvedService } from '../../../constructs/options/service/resolved-service';
import { allContainers } from '../../../constructs/options/service/resolved-service';
import type { BuiltImage } from '../../docker/image-build';
import type { Terraform } from '../../terraform/terraform';
import type { EcsServices } from '../aws/ecs-services';
import type { StackConfiguration } from './configuration';

/** One image, and what is needed to roll it out. */
export interface RolloutContext {
  readonly terraform: Terraform;
  readonly ecs: EcsServices;

  /** URL of the load balancer. */
  readonly url: string;
  readonly image: BuiltImage;

  /** The image in the engine, tagged with the URL of its repository. */
  readonly reference: string;

  /** Image tags passed to Terraform so far, by variable. */
  readonly tags: Record<string, string>;

  /** Whether an apply waits for its services, and so must fail if one is rolled back. */
  readonly waits: boolean;

  /** The services that run the image. */
  readonly services: readonly ResolvedService[];
}

/**
 * A context for each image that is built from a folder and that Terraform rolls out.
 *
 * @param references the images in the engine, tagged with the URLs of their repositories.
 */
export function rolloutContexts(
  common: Pick<RolloutContext, 'terraform' | 'ecs' | 'url' | 'tags' | 'waits'>,
  services: readonly ResolvedService[],
  references: ReadonlyMap<BuiltImage, string>,
): RolloutContext[] {
  return [...references]
    .map(([image, reference]) => ({
      ...common,
      image,
      reference,
      services: servicesWith(services, image),
    }))
    .filter((context) => context.services.length > 0);
}

/** Whether an apply of a stack waits until its services are steady. */
export function waitsForServices({ resource = {} }: StackConfiguration): boolean {
  return Object.values(resource.aws_ecs_service ?? {}).some(
    ({ wait_for_steady_state: isWaitedFor }) => isWaitedFor === true,
  );
}

/** The services whose tasks get an image from Terraform. A pipeline deploys the others. */
export function servicesWith(
  services: readonly ResolvedService[],
  image: FolderImage,
): ResolvedService[] {
  return services.filter(
    (service) =>
      service.deployedBy === 'terraform' &&
      allContainers(service).some((container) => hasImage(container, image)),
  );
}

/** Whether a task of a service ends when the container with an image ends. */
export function endsWith(service: ResolvedService, image: FolderImage): boolean {
  const essential = service.sidecars.filter((sidecar) => sidecar.essential);
  return [service, ...essential].some((container) => hasImage(container, image));
}

function hasImage({ image: own }: Pick<ResolvedService, 'image'>, image: FolderImage): boolean {
  return 'folder' in own && isSameBuild(own, image);
}
