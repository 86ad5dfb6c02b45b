import { join } from 'node:path';
import { Image } from '@cdktf/provider-docker/lib/image';
import type { Construct } from 'constructs';
import { contentHash, contentLabel, tagOf } from '../images/content-tag';
import { isStaged, stageAll, stagedParts } from '../images/staged-context';
import { imageId, imageName } from '../options/image-name';
import type { FolderImage, ReferencedImage } from '../options/service/container-options';
import { imageBuild, imageVariant } from '../options/service/image-build';
import { escapeTemplate } from '../terraform/json-template';

/** The project's root folder, relative to the folder in which Terraform runs. */
export const projectFolder = '${path.module}/../../..';

/** Folder beside the configuration of the stack with copies of contexts. */
const contextsFolder = 'contexts';

/**
 * The images of a stack on the Docker Engine. Services with the same build or reference share an image.
 *
 * Synthesizes `docker_image`.
 */
export class LocalImages {
  private readonly images = new Map<string, Image>();
  private readonly stack: Construct;
  private readonly project: string;
  private readonly staged: FolderImage[] = [];

  /** @param project name of the project, with which the names of built images begin. */
  constructor(stack: Construct, project: string) {
    this.stack = stack;
    this.project = project;
  }

  /** Returns the image of a folder or reference. The image of a folder is rebuilt when the files in its build change. */
  of(options: FolderImage | ReferencedImage): Image {
    const id = imageId('folder' in options ? options.folder : options.reference);
    const variant = 'folder' in options ? imageVariant(options) : '';
    // A direct child of the stack, so that its Terraform address has no hash. Names of services cannot have "_".
    const name = `image_${id}${variant === '' ? '' : `_${variant}`}`;
    const existing = this.images.get(name);
    if (existing) return existing;
    const image = new Image(this.stack, name, {
      // Images are kept when the stack is destroyed: other stacks may use them, and the next start needs no build.
      keepLocally: true,
      ...('folder' in options ? buildConfig(this.project, options) : { name: options.reference }),
    });
    this.images.set(name, image);
    if ('folder' in options && isStaged(options)) this.staged.push(options);
    return image;
  }

  /**
   * Copies the contexts of images that are built from a copy.
   *
   * @param folder folder of the configuration of the stack.
   */
  stageContexts(folder: string): void {
    stageAll(this.staged, join(folder, contextsFolder));
  }
}

function buildConfig(project: string, image: FolderImage) {
  const content = contentHash(image);
  const tag = tagOf(content);
  const { context, target, args } = imageBuild(image);
  const staged = `\${path.module}/${contextsFolder}/${tag}`;
  const place = isStaged(image)
    ? {
        context: `${staged}/${stagedParts.context}`,
        // The provider looks for another path in the working folder, or in the context, depending on its version.
        dockerfile: `\${abspath("${staged}/${stagedParts.dockerfile}")}`,
      }
    : { context: `${projectFolder}/${context}` };
  const values = args.map(([name, value]) => [name, escapeTemplate(value)] as const);
  return {
    name: `${imageName(project, image.folder)}:${tag}`,
    buildAttribute: {
      ...place,
      ...(target !== undefined && { target }),
      ...(values.length > 0 && { buildArgs: Object.fromEntries(values) }),
      label: { [contentLabel]: content },
    },
  };
}
