/** An image of a repository. */
export interface StoredImage {
  readonly tags: readonly string[];

  /** When it was pushed, in days. */
  readonly pushed: number;
}

interface Rule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: string;
    readonly tagPatternList?: readonly string[];
    readonly countType: string;
    readonly countNumber: number;
  };
}

/**
 * The images that ECR expires by a lifecycle policy, as AWS describes it: a rule counts all images that it matches, from the
 * newest on, and cannot expire one that a rule before it matches. Several patterns of a rule must all match.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 *
 * @param today in days, as the images.
 */
export function expiredImages<T extends StoredImage>(
  policy: string,
  images: readonly T[],
  today: number,
): T[] {
  const rules: Rule[] = JSON.parse(policy).rules;
  rules.sort((one, other) => one.rulePriority - other.rulePriority);
  const newest = [...images].sort((one, other) => other.pushed - one.pushed);
  return rules.flatMap((rule, index) => {
    const { countType, countNumber } = rule.selection;
    const matching = newest.filter((image) => isSelected(rule, image));
    const beyond =
      countType === 'imageCountMoreThan'
        ? matching.slice(countNumber)
        : matching.filter(({ pushed }) => today - pushed > countNumber);
    const before = rules.slice(0, index);
    return beyond.filter((image) => !before.some((other) => isSelected(other, image)));
  });
}

function isSelected({ selection }: Rule, { tags }: StoredImage): boolean {
  const { tagStatus, tagPatternList = [] } = selection;
  if (tagStatus === 'untagged') return tags.length === 0;
  const matches = tagPatternList.map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`));
  return tags.length > 0 && matches.every((match) => tags.some((tag) => match.test(tag)));
}
