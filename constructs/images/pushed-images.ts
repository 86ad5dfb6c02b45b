import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageName, imageVariable } from '../options/image-name';
import { builtFolders } from '../options/service/containers';
import type { ResolvedService } from '../options/service/resolve-services';
import { contentTag } from './content-tag';

/** File beside a stack in which the tags of the last push are; Terraform reads it by itself. */
export const pushedImagesFile = 'images.auto.tfvars.json';

/**
 * What a person must know of the images that were pushed before the folders were changed: Terraform would take them.
 *
 * @param folder that of the stack.
 * @returns a sentence for each image.
 */
export function staleImages(folder: string, services: readonly ResolvedService[]): string[] {
  const file = join(folder, pushedImagesFile);
  if (!existsSync(file)) return [];
  let tags: Record<string, string>;
  try {
    tags = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [`${file} is damaged; delete it, and push the images again (npm run images)`];
  }
  return builtFolders(services).flatMap((built) => {
    const tag = tags[imageVariable(imageName(built))];
    if (tag === undefined || tag === contentTag(built)) return [];
    return `${file} names ${imageName(built)}:${tag}, but ${built} has changed since; push it (npm run images), or delete the file`;
  });
}
