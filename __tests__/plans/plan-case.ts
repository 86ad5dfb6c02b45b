import type { AwsClient } from '../../commands/rehearsal/aws/aws-client';

/** Where a plan is made: a folder with a copy of the stack, of its state, and of what a case adds. */
export interface CasePlace {
  readonly client: AwsClient;

  /** Runs Terraform in it. */
  terraform(args: readonly string[]): Promise<string>;

  /** Attributes of a resource of the state. */
  attributes(address: string): Record<string, string>;
}

/** How one plan comes about. */
export interface PlanCase {
  /** Name of its file. */
  readonly name: string;

  /** What was done, as a sentence without its full stop. */
  readonly done: string;

  /** Parts of files of the project, and what is written in their place. */
  readonly edits?: readonly (readonly [file: string, part: string, other: string])[];

  /** Files beside the stack, by name. */
  readonly files?: Readonly<Record<string, object>>;

  /** Addresses that are taken out of the stack. */
  readonly without?: readonly string[];

  /** What is done before the plan; Terraform has the files already. */
  readonly prepare?: (place: CasePlace) => Promise<void>;

  /** Further arguments of the plan. */
  readonly args?: readonly string[];

  /**
   * The state that it begins with: that right after the first apply, with which a plan tells what the apply has not
   * read again, or that after one more look at all resources.
   *
   * @default 'settled'
   */
  readonly state?: 'none' | 'fresh' | 'settled';

  /** Whether it changes what the others read, and so comes after them. */
  readonly isLast?: boolean;
}
