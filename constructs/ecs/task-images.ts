import { parseEcrImage } from '../images/ecr-image';
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
}

/** The images of tasks. */
export interface TaskImages {
  of(service: ResolvedService, container: ResolvedService | ResolvedSidecar): TaskImage;
}

/** An image that is not built here. */
export function referencedImage(reference: string): TaskImage {
  return { image: reference, repositoryArn: parseEcrImage(reference)?.repositoryArn };
}
