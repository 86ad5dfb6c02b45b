/** What one chooses for the registry stack. */
export interface RegistryOptions {
  /**
   * Hosted zone to make: a domain that is yours. The name servers that the stack prints are then to be entered where the
   * domain is registered.
   *
   * @cost 0.5 USD
   * @default - none: the zone of the site, if it has one, is there already
   */
  readonly zone?: string;

  /**
   * The GitLab project whose pipelines plan, push and apply, without a key.
   *
   * @default - none: no role for pipelines
   */
  readonly gitlab?: GitlabOptions;
}

/** A project of GitLab whose pipelines plan, push and apply. */
export interface GitlabOptions {
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
