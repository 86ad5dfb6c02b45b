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
   * Version of the GitLab instance, as its page Help shows it: `18.2.2` or newer. In tokens of pipelines of merge requests from
   * forks, an older GitLab names this project instead of the fork. A branch of a fork with the name of the protected branch could
   * then apply: https://gitlab.com/gitlab-org/gitlab/-/issues/548165
   *
   * @default - gitlab.com is always new enough; for another `url` required, unless `forkPipelines` is false
   */
  readonly version?: string;

  /**
   * Whether merge requests from forks may have pipelines in this project. For a GitLab older than 18.2.2, switch them off there
   * (`ci_allow_fork_pipelines_to_run_in_parent_project` of its API for projects), and then set `false` here.
   * https://docs.gitlab.com/ci/pipelines/merge_request_pipelines/
   *
   * @default true
   */
  readonly forkPipelines?: boolean;

  /**
   * Whether the account already has an identity provider for this GitLab instance. An account can have only one.
   *
   * @default false
   */
  readonly existingProvider?: boolean;
}
