import { basename } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** An error that the user can fix; printed without a stack trace. */
export class UserError extends Error {}

/** The command was stopped by Ctrl-C or by a signal. */
export class Interrupted extends UserError {}

/** Signals that end a command: Ctrl-C, `kill` and a closed terminal. */
export const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>;

/**
 * Runs a command of package.json. Parses its arguments and prints `usage` for `--help`. Exits with 1 and a message after a
 * `UserError`, and with 130 if it was interrupted.
 */
export async function runCommand<O extends Options>(
  usage: string,
  options: O,
  run: (parsed: Parsed<O>) => Promise<void>,
): Promise<void> {
  process.stdout.on('error', endWithReader);
  try {
    if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
      process.stdout.write(asTyped(usage));
      return;
    }
    for (const name of interruptions) process.on(name, endUnlessBusy);
    refuseSwallowed(options);
    await run(parseArguments(usage, options));
    for (const name of interruptions) process.off(name, endUnlessBusy);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(asTyped(error.message));
    process.exitCode = error instanceof Interrupted ? 130 : 1;
  }
}

/** The reader of the output has ended, for example `head` in a pipe: nobody needs the rest. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

/** A text with the commands as the reader has typed this one: as scripts of npm, or by `npx`. */
function asTyped(usage: string): string {
  const { npm_lifecycle_event: script } = process.env;
  const isScript = script !== undefined && script !== 'npx';
  const isBinary = /^magicnight(\.js)?$/.test(basename(process.argv[1] ?? ''));
  if (isScript || !isBinary) return usage;
  return usage.replace(/\bnpm run ([a-z:-]+)( --)?/g, 'npx magicnight $1');
}

let children = 0;

/** Runs `work`, which handles Ctrl-C itself, for example by forwarding it to a child process. */
export async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  children++;
  try {
    return await work();
  } finally {
    children--;
  }
}

/** npm forwards the signal that the terminal has already sent to every process. */
const sameInterruptionMs = 500;

/**
 * Calls `listener` for each signal that ends a command, once for each Ctrl-C.
 *
 * @returns a function that ends this.
 */
export function onInterruption(listener: () => void): () => void {
  let last = -sameInterruptionMs;
  const onSignal = () => {
    if (performance.now() - last < sameInterruptionMs) return;
    last = performance.now();
    listener();
  };
  for (const name of interruptions) process.on(name, onSignal);
  return () => {
    for (const name of interruptions) process.off(name, onSignal);
  };
}

function endUnlessBusy(): void {
  if (children > 0) return;
  console.error('Interrupted.');
  process.exit(130);
}

/** A setting of npm, for example in .npmrc: npm passes it to each script. */
const ofNpm = 'registry';

/** npm silently consumes options that are not preceded by "--". */
function refuseSwallowed(options: Options): void {
  for (const name of Object.keys(options)) {
    if (name === ofNpm) continue;
    const taken = process.env[`npm_config_${name.replaceAll('-', '_')}`];
    if (taken === undefined || process.argv.some((word) => word.startsWith(`--${name}`))) continue;
    const script = process.env.npm_lifecycle_event ?? '<script>';
    throw new UserError(`npm consumed --${name}; write: npm run ${script} -- --${name}`);
  }
}

function parseArguments<O extends Options>(usage: string, options: O): Parsed<O> {
  try {
    return parseArgs({ options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UserError(`${(error as Error).message}\n\n${usage.trimEnd()}`);
  }
}
