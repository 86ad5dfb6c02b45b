import { suggestClosest } from '../../constructs/options/validation-issues';
import { UserError } from '../cli/command';

/** What a person has written behind the name of the command. */
export interface TaskdefArguments {
  readonly chdir?: string;
  readonly outputs?: string;
  readonly check?: boolean;
}

/** The stacks that have services on AWS. */
const stacks = ['fargate', 'ec2'];

/**
 * The stack that is meant, where the options go together.
 *
 * @param usage what is shown to whoever names none.
 * @throws UserError if it is none of those with services on AWS, or one option excludes another.
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
      `no stack "${stack}" has task definitions; ${suggestClosest(stack, stacks)}`,
    );
  }
  const [one, other] = (['chdir', 'outputs', 'check'] as const).filter((name) => args[name]);
  if (other !== undefined) throw new UserError(`--${one} goes without --${other}`);
  return stack;
}
