import { outputOf } from '../../cli/child-process';
import { UserError } from '../../cli/command';
import { type BuiltImage, buildImage } from '../../docker/image-build';

/**
 * Builds images and tags them with the URLs of their repositories, as if they had been pushed.
 *
 * @param repositories URLs of the repositories by image name.
 * @returns the reference of each image.
 */
export async function tagImages(
  images: readonly BuiltImage[],
  repositories: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Map<BuiltImage, string>> {
  const references = new Map<BuiltImage, string>();
  for (const image of images) {
    const built = await buildImage(image, { signal });
    const reference = `${repositories[image.name]}:${image.tag}`;
    if ((await outputOf('docker', ['tag', built, reference], { signal })) === undefined) {
      throw new UserError(`docker tag ${built} ${reference} failed`);
    }
    references.set(image, reference);
  }
  return references;
}
