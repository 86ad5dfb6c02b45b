import { partitionOf } from '../iam/account';

/** Region and repository of an image in ECR. */
export interface EcrImage {
  readonly region: string;

  /** Name of the repository: `team/app`. */
  readonly name: string;
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
  return { region, name, repositoryArn };
}

/**
 * The prefix of the pull-through cache from which an image is pulled; `undefined` if it is not in one.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 *
 * @param prefixes prefixes of the caches: `docker-hub`.
 */
export function pullThroughCacheOf(
  reference: string,
  prefixes: readonly string[],
): string | undefined {
  const image = parseEcrImage(reference);
  return image && prefixes.find((prefix) => image.name.startsWith(`${prefix}/`));
}

/** Host of an image's registry; Docker Hub if the reference has none. */
export function registryHost(reference: string): string {
  const [first = '', ...more] = reference.split('/');
  return more.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}
