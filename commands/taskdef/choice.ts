import { UserError } from '../cli/command';

/** Options of the command. */
export interface TaskdefArguments {
  readonly chdir?: string;
  readonly outputs?: string;
  readonly check?: boolean;
}

/**
 * Validates the arguments.
 *
 * @param usage printed if no environment is given.
 * @returns the environment; `undefined` for a check of all environments.
 * @throws UserError if the arguments cannot be combined.
 */
export function chosenEnvironment(
  positionals: readonly string[],
  args: TaskdefArguments,
  usage: string,
): string | undefined {
  const [one, other] = (['chdir', 'outputs', 'check'] as const).filter((name) => args[name]);
  if (other !== undefined) throw new UserError(`--${one} and --${other} cannot be combined`);
  const [environment, ...more] = positionals;
  if (more.length > 0 || (environment === undefined && !args.check)) {
    const got = more.length > 0 ? `, got "${positionals.join(' ')}"` : '';
    throw new UserError(`Give one environment${got}\n\n${usage.trimEnd()}`);
  }
  return environment;
}
