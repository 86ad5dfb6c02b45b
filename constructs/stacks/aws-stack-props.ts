import type { BackendOptions } from '../options/environment/backend-options';

/** What all stacks for AWS have in common. */
export interface AwsStackProps {
  /** Name of the project. */
  readonly project: string;

  /** AWS region: `eu-central-1`. */
  readonly region: string;

  /**
   * The only account to which Terraform may apply the stack.
   *
   * @default - the account of the credentials
   */
  readonly account?: string;

  /**
   * Where Terraform keeps the state.
   *
   * @default - a file in the project's root folder
   */
  readonly backend?: BackendOptions;

  /**
   * Further tags of all resources.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}
