import { Image } from '@cdktf/provider-docker/lib/image';
import type { Construct } from 'constructs';
import { contentHash, contentLabel, tagOf } from '../images/content-tag';
import { imageId, imageName } from '../options/image-name';
import type { FolderImage, ReferencedImage } from '../options/service/container-options';

/** The project's root folder, as seen from where Terraform runs. */
export const projectFolder = '${path.module}/../../..';

/**
 * The images of a stack on the Docker Engine, each once: services that name the same folder share one image.
 *
 * Synthesizes `docker_image`.
 */
export class LocalImages {
  private readonly images = new Map<string, Image>();
  private readonly stack: Construct;

  constructor(stack: Construct) {
    this.stack = stack;
  }

  /** The image that a description names. A folder's image is built anew when the files that it is built from change. */
  of(options: FolderImage | ReferencedImage): Image {
    const source = 'folder' in options ? options.folder : options.reference;
    const known = this.images.get(source);
    if (known) return known;
    // Directly in the stack, so that its address has no hash; "_" keeps it apart from the names of services.
    const image = new Image(this.stack, `image_${imageId(source)}`, {
      // Images outlive the stack: the next start needs no build, and other stacks may use them.
      keepLocally: true,
      ...('folder' in options ? buildConfig(source) : { name: source }),
    });
    this.images.set(source, image);
    return image;
  }
}

function buildConfig(folder: string) {
  const content = contentHash(folder);
  return {
    name: `${imageName(folder)}:${tagOf(content)}`,
    buildAttribute: {
      context: `${projectFolder}/${folder}`,
      label: { [contentLabel]: content },
    },
  };
}
