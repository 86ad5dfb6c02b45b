import { type SpawnOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Interrupted, onInterruption, whileBusy } from './command';

export interface ChildResult {
  readonly code: number;
  readonly stderr: string;
}

export interface ChildOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;

  /** Called with each line of standard output. */
  readonly onLine?: (line: string) => void;

  /** Called with each line of standard error. */
  readonly onErrorLine?: (line: string) => void;

  /** Written to its standard input. */
  readonly input?: string;

  /** Aborting it interrupts the program, and kills it if it is still running after a minute. */
  readonly signal?: AbortSignal;
}

const killSeconds = 60;

/**
 * Runs a program and waits until it exits. Ctrl-C interrupts the program once and waits for it, so that it can release what
 * it holds, for example a state lock. A second Ctrl-C interrupts it again.
 *
 * @throws Interrupted if this command was interrupted, after the program has exited.
 * @throws the reason of `signal` if it was aborted, after the program has exited.
 * @throws Error with code ENOENT if the program does not exist.
 */
export function runChild(
  program: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<ChildResult> {
  const { cwd, env = process.env, onLine = () => {}, onErrorLine, input, signal } = options;
  // In its own process group. Otherwise the terminal would send a second signal, on which Terraform exits without
  // cleaning up.
  const spawnOptions: SpawnOptions = {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  };
  const ended = new Promise<ChildResult>((resolve, reject) => {
    const child = spawn(program, args, spawnOptions);
    let stderr = '';
    let isInterrupted = false;

    const ignoreInterruptions = onInterruption(() => {
      isInterrupted = true;
      child.kill('SIGINT');
    });
    let killing: NodeJS.Timeout | undefined;
    const abort = () => {
      child.kill('SIGINT');
      killing = setTimeout(() => child.kill('SIGKILL'), killSeconds * 1000);
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);

    // If a program exits before it has read its input, its exit code shows whether it failed.
    child.stdin?.on('error', () => {}).end(input);
    if (child.stdout) createInterface(child.stdout).on('line', onLine);
    if (child.stderr && onErrorLine) createInterface(child.stderr).on('line', onErrorLine);
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    const settle = (action: () => void) => {
      ignoreInterruptions();
      signal?.removeEventListener('abort', abort);
      clearTimeout(killing);
      action();
    };
    child.on('error', (error) => settle(() => reject(error)));
    child.on('close', (code, killedBy) =>
      settle(() => {
        if (isInterrupted) reject(new Interrupted('Interrupted.'));
        else if (signal?.aborted) reject(signal.reason);
        else if (killedBy)
          resolve({ code: 1, stderr: `${stderr}${program} was killed by ${killedBy}\n` });
        else resolve({ code: code ?? 1, stderr });
      }),
    );
  });
  return whileBusy(() => ended);
}

/** Runs a program and returns its standard output, or `undefined` if it fails or does not exist. */
export async function outputOf(
  program: string,
  args: readonly string[],
  options: Omit<ChildOptions, 'onLine'> = {},
): Promise<string | undefined> {
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  try {
    const { code } = await runChild(program, args, { ...options, onLine });
    return code === 0 ? lines.join('\n') : undefined;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return undefined;
  }
}

/** Whether a process with this id exists. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
