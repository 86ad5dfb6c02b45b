import { DataAwsEcrRepository } from '@cdktf/provider-aws/lib/data-aws-ecr-repository';
import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { partitionOf } from '../iam/account';
import { contentTag } from '../images/content-tag';
import { agentAccounts, agentRepository } from '../images/guardduty-agent';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { imageName, imageVariable } from '../options/image-name';
import type { FolderImage } from '../options/service/container-options';
import { builtImages, imageVariant } from '../options/service/image-build';
import type { ResolvedService, ResolvedSidecar } from '../options/service/resolved-service';
import { referencedImage, type TaskImage, type TaskImages } from './task-images';

type ImagesOfEnvironment = Pick<
  ResolvedEnvironment,
  'project' | 'region' | 'services' | 'pullThroughCaches' | 'guardDuty'
>;

/**
 * The images of services on AWS, without duplicates.
 *
 * Synthesizes the data source `aws_ecr_repository`, and a Terraform variable for the tag of each image that is built.
 */
export class ImageVariables implements TaskImages {
  readonly addedRepositories: readonly string[];
  private readonly built = new Map<string, TaskImage>();
  private readonly pullThroughCaches: readonly string[];

  constructor(stack: Construct, environment: ImagesOfEnvironment) {
    const { project, region, services, pullThroughCaches, guardDuty } = environment;
    this.pullThroughCaches = pullThroughCaches;
    const agentAccount = agentAccounts[region];
    const registry = `arn:${partitionOf(region)}:ecr:${region}:${agentAccount}`;
    this.addedRepositories = guardDuty ? [`${registry}:repository/${agentRepository}`] : [];
    const repositories = new Map<string, DataAwsEcrRepository>();
    for (const image of builtImages(services)) {
      const name = imageName(project, image.folder);
      // A direct child of the stack, so that its Terraform address has no hash.
      const repository =
        repositories.get(name) ??
        new DataAwsEcrRepository(stack, name.replaceAll('/', '_'), { name });
      repositories.set(name, repository);
      this.built.set(variableOf(image), builtImage(stack, repository, name, image));
    }
  }

  of(_service: ResolvedService, { image }: ResolvedService | ResolvedSidecar): TaskImage {
    if (!('folder' in image)) return this.referenced(image.reference);
    const built = this.built.get(variableOf(image));
    if (!built) throw new Error(`no image is built from ${image.folder}`);
    return built;
  }

  referenced(reference: string): TaskImage {
    return referencedImage(reference, this.pullThroughCaches);
  }
}

function variableOf(image: FolderImage): string {
  return imageVariable(image.folder, imageVariant(image));
}

/**
 * An image that is built: the repository of its folder, which the registry stack creates, and a tag that a Terraform variable can
 * set.
 */
function builtImage(
  stack: Construct,
  repository: DataAwsEcrRepository,
  name: string,
  image: FolderImage,
): TaskImage {
  const { folder, target } = image;
  const what = target === undefined ? name : `${name} with target ${target}`;
  const tag = new TerraformVariable(stack, variableOf(image), {
    type: 'string',
    default: contentTag(image),
    description: `Tag of ${what}; by default it follows from the content of ${folder}.`,
  });
  return {
    image: `${repository.repositoryUrl}:${tag.stringValue}`,
    repositoryArn: repository.arn,
  };
}
