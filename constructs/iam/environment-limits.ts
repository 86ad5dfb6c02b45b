import type { Account } from './account';
import type { PipelineEnvironment } from './pipeline-environment';
import type { Statement } from './policy-document';

/** What tells an environment from others in conditions and ARNs. */
export interface EnvironmentLimits {
  /** Beginning of all names: `acme-staging`. */
  readonly name: string;

  /** Region of the stack. */
  readonly region: string;

  /** Condition keys of a call in the region. */
  readonly inRegion: Readonly<Record<string, string>>;

  /** Condition keys of a resource with the tags of the stack. */
  readonly ownTags: Readonly<Record<string, string>>;

  /** Condition keys of a call that gives a resource these tags. */
  readonly requestedTags: Readonly<Record<string, string>>;

  /**
   * Condition that a resource has no tags of another environment. A resource that is being created has no tags yet, but its
   * request has.
   */
  readonly notOfOthers: NonNullable<Statement['Condition']>;
}

export function limitsOf(
  { project }: Pick<Account, 'project'>,
  { name: stack, region }: PipelineEnvironment,
): EnvironmentLimits {
  const tags = (key: string) => ({ [`aws:${key}/project`]: project, [`aws:${key}/stack`]: stack });
  const ownTags = tags('ResourceTag');
  const requestedTags = tags('RequestTag');
  return {
    ...{ name: `${project}-${stack}`, region, ownTags, requestedTags },
    inRegion: { 'aws:RequestedRegion': region },
    notOfOthers: { StringEqualsIfExists: { ...ownTags, ...requestedTags } },
  };
}
