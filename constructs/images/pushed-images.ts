import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageName, imageVariable } from '../options/image-name';
import { builtImages, imageVariant } from '../options/service/image-build';
import type { ResolvedService } from '../options/service/resolved-service';
import { contentTag } from './content-tag';

/** File in a stack's folder with the tags of the last push. Terraform loads it automatically. */
export const pushedImagesFile = 'images.auto.tfvars.json';

/**
 * Warnings about images that were pushed before their folder was changed: Terraform would deploy the old ones.
 *
 * @param folder folder of the stack.
 * @param project name of the project.
 * @returns a warning for each image.
 */
export function staleImages(
  folder: string,
  project: string,
  services: readonly ResolvedService[],
): string[] {
  const file = join(folder, pushedImagesFile);
  if (!existsSync(file)) return [];
  let tags: Record<string, string>;
  try {
    tags = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [`${file} is not valid JSON; delete it, and push the images again (npm run images)`];
  }
  return builtImages(services).flatMap((image) => {
    const { folder: built } = image;
    const tag = tags[imageVariable(built, imageVariant(image))];
    if (tag === undefined || tag === contentTag(image)) return [];
    return `${file} names ${imageName(project, built)}:${tag}, but ${built} has changed since; push it (npm run images), or delete the file`;
  });
}
