import { suggestClosest } from '../../constructs/options/validation-issues';
import { UserError } from '../cli/command';

/** Options of the command. */
export interface TaskdefArguments {
  readonly chdir?: string;
  readonly outputs?: string;
  readonly check?: boolean;
}

/** Stacks with services on AWS. */
const stacks = ['fargate', 'ec2'];

/**
 * Validates the arguments and returns the stack.
 *
 * @param usage printed if no stack is given.
 * @throws UserError if the stack has no task definitions, or the options cannot be combined.
 */
export function chosenStack(
  positionals: readonly string[],
  args: TaskdefArguments,
  usage: string,
): string {
  const [stack = '', ...more] = positionals;
  if (more.length > 0 || stack === '') {
    const got = more.length > 0 ? `, got "${positionals.join(' ')}"` : '';
    throw new UserError(`Give one stack, ${stacks.join(' or ')}${got}\n\n${usage.trimEnd()}`);
  }
  if (!stacks.includes(stack)) {
    throw new UserError(
      `stack "${stack}" has no task definitions; ${suggestClosest(stack, stacks)}`,
    );
  }
  const [one, other] = (['chdir', 'outputs', 'check'] as const).filter((name) => args[name]);
  if (other !== undefined) throw new UserError(`--${one} and --${other} cannot be combined`);
  return stack;
}
