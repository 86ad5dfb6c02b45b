import { Image } from '@cdktf/provider-docker/lib/image';
import type { Construct } from 'constructs';
import { contentHash, contentLabel, tagOf } from '../images/content-tag';
import { imageId, imageName } from '../options/image-name';
import type { FolderImage, ReferencedImage } from '../options/service/container-options';

/** The project's root folder, relative to the folder in which Terraform runs. */
export const projectFolder = '${path.module}/../../..';

/**
 * The images of a stack on the Docker Engine. Services with the same folder or reference share an image.
 *
 * Synthesizes `docker_image`.
 */
export class LocalImages {
  private readonly images = new Map<string, Image>();
  private readonly stack: Construct;
  private readonly project: string;

  /** @param project name of the project, with which the names of built images begin. */
  constructor(stack: Construct, project: string) {
    this.stack = stack;
    this.project = project;
  }

  /** Returns the image of a folder or reference. The image of a folder is rebuilt when the files in its build change. */
  of(options: FolderImage | ReferencedImage): Image {
    const source = 'folder' in options ? options.folder : options.reference;
    const existing = this.images.get(source);
    if (existing) return existing;
    // A direct child of the stack, so that its Terraform address has no hash. Names of services cannot have "_".
    const image = new Image(this.stack, `image_${imageId(source)}`, {
      // Images are kept when the stack is destroyed: other stacks may use them, and the next start needs no build.
      keepLocally: true,
      ...('folder' in options ? buildConfig(this.project, source) : { name: source }),
    });
    this.images.set(source, image);
    return image;
  }
}

function buildConfig(project: string, folder: string) {
  const content = contentHash(folder);
  return {
    name: `${imageName(project, folder)}:${tagOf(content)}`,
    buildAttribute: {
      context: `${projectFolder}/${folder}`,
      label: { [contentLabel]: content },
    },
  };
}
