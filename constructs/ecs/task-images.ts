import { parseEcrImage, pullThroughCacheOf } from '../images/ecr-image';
import type { ResolvedService, ResolvedSidecar } from '../options/service/resolved-service';

export interface TaskImage {
  /** Image with its tag. */
  readonly image: string;

  /** ECR repository from which the image is pulled; `undefined` for another registry. */
  readonly repositoryArn?: string;

  /**
   * Terraform condition that is true if the image is pulled from `repositoryArn`. Modules set it, because their images are
   * variables.
   *
   * @default - always, if there is a repository
   */
  readonly isFromRepository?: string;

  /**
   * Whether the repository is that of a pull-through cache; in modules a Terraform condition.
   *
   * @default false
   */
  readonly isInCache?: boolean | string;
}

/** The images of tasks. */
export interface TaskImages {
  of(service: ResolvedService, container: ResolvedService | ResolvedSidecar): TaskImage;

  /** An image that is not built here. */
  referenced(reference: string): TaskImage;

  /** ARNs of the repositories of containers that AWS adds to each task. */
  readonly addedRepositories: readonly string[];
}

/**
 * An image that is not built here.
 *
 * @param pullThroughCaches prefixes of pull-through caches.
 */
export function referencedImage(
  reference: string,
  pullThroughCaches: readonly string[],
): TaskImage {
  return {
    image: reference,
    repositoryArn: parseEcrImage(reference)?.repositoryArn,
    isInCache: pullThroughCacheOf(reference, pullThroughCaches) !== undefined,
  };
}
