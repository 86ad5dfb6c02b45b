import type { BackendOptions } from './backend-options';

/** Options of the registry stack. */
export interface RegistryOptions {
  /**
   * Hosted zone to create for a domain that you own. The stack prints its name servers; enter them at the registrar of the domain.
   *
   * @cost 0.5 USD
   * @default - none: the zone in `https`, if any, must exist already
   */
  readonly zone?: string;

  /**
   * The GitLab project whose pipelines can plan, push images and apply. They assume IAM roles and need no access keys.
   *
   * @default - none: pipelines get no roles
   */
  readonly gitlab?: GitlabOptions;

  /**
   * Where Terraform keeps the state of the stack `registry`. Registries of other regions and accounts have the same bucket, and each
   * its default `key`.
   *
   * @default - a file in the project's root folder for each registry
   */
  readonly backend?: BackendOptions;
}

/** A GitLab project whose pipelines can plan, push images and apply. */
export interface GitlabOptions {
  /** Path of the project: `group/project`. */
  readonly project: string;

  /**
   * The only branch whose pipelines can apply. Protect it in GitLab, so that every change to it is reviewed.
   *
   * @default 'main'
   */
  readonly protectedBranch?: string;

  /**
   * URL of the GitLab instance. AWS must be able to reach it.
   *
   * @default 'https://gitlab.com'
   */
  readonly url?: string;

  /**
   * Whether the account already has an identity provider for this GitLab instance. An account can have only one.
   *
   * @default false
   */
  readonly existingProvider?: boolean;
}
