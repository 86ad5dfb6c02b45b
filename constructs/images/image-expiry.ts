/** Every mark of a deployed image begins with it. */
const markPrefix = 'deployed-';

/**
 * A further tag of an image, put before an apply of an environment: lifecycle rules know tags, and not tasks. It has a part of
 * the digest, because tags are immutable: a mark with the tag of the image would stay where a deleted image was.
 *
 * @param digest digest of the image: `sha256:…`.
 */
export function deployedMark(environment: string, digest: string): string {
  return `${markPrefix}${environment}-${digest.replace('sha256:', '').slice(0, 12)}`;
}

/**
 * The lifecycle policy of a repository. The images of all branches are in it, so the number of tagged images is not what may
 * end an image that an environment runs. An image that a rule matches by its tags is not expired by a rule after it, so an
 * image with a mark only leaves by the rule of marks.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function expiryPolicy(): string {
  const rules = [untagged, deployed, tagged].map((rule, index) => ({
    rulePriority: index + 1,
    ...rule,
    action: { type: 'expire' },
  }));
  return JSON.stringify({ rules });
}

const untagged = {
  description: 'Untagged images go after a day',
  selection: {
    tagStatus: 'untagged',
    countType: 'sinceImagePushed',
    countUnit: 'days',
    countNumber: 1,
  },
};

/**
 * One rule for all environments. With one for each, that of an environment would expire what another one still runs: only the
 * rules after it may not.
 */
const deployed = {
  description: 'The last 5,000 deployed images stay',
  selection: {
    tagStatus: 'tagged',
    tagPatternList: [`${markPrefix}*`],
    countType: 'imageCountMoreThan',
    countNumber: 5000,
  },
};

const tagged = {
  description: 'The last 200 tagged images stay',
  selection: {
    tagStatus: 'tagged',
    tagPatternList: ['*'],
    countType: 'imageCountMoreThan',
    countNumber: 200,
  },
};
