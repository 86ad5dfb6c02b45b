import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Something that the person at the keyboard can mend: shown as it is, without a stack. */
export class UserError extends Error {}

/** The command was stopped by Ctrl-C or by a signal. */
export class Interrupted extends UserError {}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>;

/**
 * Runs a command of package.json: reads its arguments, shows `usage` for `--help`, and ends with exit code 1 and a
 * message when something is wrong, with 130 when it was interrupted.
 */
export async function runCommand<O extends Options>(
  usage: string,
  options: O,
  run: (parsed: Parsed<O>) => Promise<void>,
): Promise<void> {
  try {
    if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
      process.stdout.write(usage);
      return;
    }
    await run(parseArguments(usage, options));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof Interrupted ? 130 : 1;
  }
}

function parseArguments<O extends Options>(usage: string, options: O): Parsed<O> {
  try {
    return parseArgs({ options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UserError(`${(error as Error).message}\n\n${usage.trimEnd()}`);
  }
}
