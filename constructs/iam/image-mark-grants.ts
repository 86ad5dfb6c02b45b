import { imageName } from '../options/image-name';
import type { Account } from './account';
import { type Grant, grant } from './grant';
import type { PipelineEnvironment } from './pipeline-environment';

/**
 * Permissions to mark the images of an environment as deployed. They do not allow layers to be uploaded, so a mark can only be
 * put on an image that is there.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-retag.html
 */
export function imageMarkGrants(
  account: Account,
  { region, imageFolders = [] }: PipelineEnvironment,
): Grant[] {
  if (imageFolders.length === 0) return [];
  const repositories = imageFolders.map((folder) =>
    account.arn('ecr', `repository/${imageName(account.project, folder)}`, region),
  );
  return [grant('marks deployed images', ['ecr:BatchGetImage', 'ecr:PutImage'], repositories)];
}
