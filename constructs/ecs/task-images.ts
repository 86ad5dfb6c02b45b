import { parseEcrImage } from '../images/ecr-image';
import type { ResolvedService, ResolvedSidecar } from '../options/service/resolve-services';

export interface TaskImage {
  /** With its tag. */
  readonly image: string;

  /** Repository of ECR from which it is pulled; `undefined` for another registry. */
  readonly repositoryArn?: string;

  /**
   * Whether it is pulled from there, as Terraform evaluates it, where the image is not known before.
   *
   * @default - it is, if there is a repository
   */
  readonly isFromRepository?: string;
}

/** Where the images of tasks come from. */
export interface TaskImages {
  of(service: ResolvedService, container: ResolvedService | ResolvedSidecar): TaskImage;
}

/** An image that is there already. */
export function referencedImage(reference: string): TaskImage {
  return { image: reference, repositoryArn: parseEcrImage(reference)?.repositoryArn };
}
