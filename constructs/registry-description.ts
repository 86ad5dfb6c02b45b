/** A project of GitLab whose pipelines plan, push and apply. */
export interface GitlabDescription {
  /** Path of the project: `group/project`. */
  readonly project: string;

  /**
   * The only branch whose pipelines may apply. Protect it in GitLab, so that nothing gets there without review.
   *
   * @default 'main'
   */
  readonly protectedBranch?: string;

  /**
   * Address of the GitLab, which AWS must be able to reach.
   *
   * @default 'https://gitlab.com'
   */
  readonly url?: string;

  /**
   * Whether the account has an identity provider for this GitLab already: it can have one only.
   *
   * @default false
   */
  readonly existingProvider?: boolean;
}
