import { partitionOf } from '../iam/account';

/** Region and repository of an image in ECR. */
export interface EcrImage {
  readonly region: string;
  readonly repositoryArn: string;
}

/** Matches an image reference in ECR; its groups are account, region and name of the repository. */
export const ecrImagePattern =
  '^(\\d{12})\\.dkr[.-]ecr\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)/([^:@]+)';

/** Parses a reference such as `123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/app:1`; `undefined` for another registry. */
export function parseEcrImage(reference: string): EcrImage | undefined {
  const [, account, region = '', name = ''] = new RegExp(ecrImagePattern).exec(reference) ?? [];
  if (account === undefined) return undefined;
  const repositoryArn = `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name}`;
  return { region, repositoryArn };
}

/** Host of an image's registry; Docker Hub if the reference has none. */
export function registryHost(reference: string): string {
  const [first = '', ...more] = reference.split('/');
  return more.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}
