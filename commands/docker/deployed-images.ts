import { existsSync, readFileSync } from 'node:fs';
import type { ECRClient, Image } from '@aws-sdk/client-ecr';
import { deployedMark } from '../../constructs/images/image-expiry';
import { pushedImagesFile } from '../../constructs/images/pushed-images';
import type { EnvironmentManifest } from '../../constructs/synth/manifest';
import { UserError } from '../cli/command';
import { type BuiltImage, imagesOf } from './image-build';
import { mediaTypes } from './registry';

/**
 * Marks the images of an environment in ECR as deployed, so that they do not expire, however many images are pushed after
 * them. An image that is not in ECR gets a warning: the tasks of a pipeline can have another one.
 *
 * @throws UserError if AWS refuses it.
 */
export async function markDeployed(
  project: string,
  { name: environment, region, services }: EnvironmentManifest,
): Promise<void> {
  // The SDK's warning about future Node.js versions does not matter here.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  // Imported here, because only this and a push need it.
  const { ECRClient } = await import('@aws-sdk/client-ecr');
  const client = new ECRClient({ region });
  for (const image of imagesOf({ project, services })) {
    const { name, variable } = image;
    const tag = tagsOf(environment)[variable] ?? image.tag;
    const reference = `${name}:${tag}`;
    try {
      const found = await imageOf(client, image, tag);
      if (found === undefined) {
        console.error(`${reference} is not in ECR in ${region}, and was not marked as deployed`);
        continue;
      }
      const mark = deployedMark(environment, found.imageId?.imageDigest ?? '');
      await putMark(client, found, mark);
      console.log(`  ${reference} stays in ECR: it has the tag ${mark}`);
    } catch (error) {
      const { name: kind, message } = error as Error;
      const hint = kind === 'AccessDeniedException' ? advice : '';
      throw new UserError(`AWS did not mark ${reference} as deployed: ${message}${hint}`);
    }
  }
}

const advice = '\nApply the stack registry, which gives this permission to the role that applies';

/** Tags that Terraform uses instead of the defaults of its variables, by name of the variable. */
function tagsOf(environment: string): Partial<Record<string, string>> {
  const file = `cdktf.out/stacks/${environment}/${pushedImagesFile}`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

async function imageOf(
  client: ECRClient,
  { name }: Pick<BuiltImage, 'name'>,
  tag: string,
): Promise<Image | undefined> {
  const { BatchGetImageCommand } = await import('@aws-sdk/client-ecr');
  const { images, failures } = await client.send(
    new BatchGetImageCommand({
      repositoryName: name,
      imageIds: [{ imageTag: tag }],
      acceptedMediaTypes: mediaTypes,
    }),
  );
  const [failure] = failures ?? [];
  if (failure && failure.failureCode !== 'ImageNotFound') throw new Error(failure.failureReason);
  return images?.[0];
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-retag.html */
async function putMark(client: ECRClient, image: Image, mark: string): Promise<void> {
  const { PutImageCommand } = await import('@aws-sdk/client-ecr');
  const { repositoryName, imageManifest, imageManifestMediaType } = image;
  const command = new PutImageCommand({
    repositoryName,
    imageManifest,
    imageManifestMediaType,
    imageTag: mark,
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!/^Image(Tag)?AlreadyExistsException$/.test((error as Error).name)) throw error;
    // The mark follows from the digest, so it is on this image already, unless somebody has put it on another one.
    const marked = await imageOf(client, { name: repositoryName ?? '' }, mark);
    if (marked?.imageId?.imageDigest === image.imageId?.imageDigest) return;
    throw new Error(
      `another image has the tag ${mark}. Find out who has set it, and remove it: aws ecr batch-delete-image --repository-name ${repositoryName} --image-ids imageTag=${mark}`,
    );
  }
}
