import { partitionOf } from '../iam/account';

/** What the name of an image in ECR says. */
export interface EcrImage {
  readonly region: string;
  readonly repositoryArn: string;
}

/** Account, region and name of a repository, at the beginning of the name of an image in it. */
export const ecrImagePattern =
  '^(\\d{12})\\.dkr[.-]ecr\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)/([^:@]+)';

/** The parts of a reference such as `123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/app:1`; `undefined` for another registry. */
export function parseEcrImage(reference: string): EcrImage | undefined {
  const [, account, region = '', name = ''] = new RegExp(ecrImagePattern).exec(reference) ?? [];
  if (account === undefined) return undefined;
  const repositoryArn = `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name}`;
  return { region, repositoryArn };
}

/** Host from which an image is pulled; the docker command means Docker Hub where none is written. */
export function registryHost(reference: string): string {
  const [first = '', ...more] = reference.split('/');
  return more.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}
