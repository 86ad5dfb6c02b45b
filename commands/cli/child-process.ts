import { type SpawnOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Interrupted, interruptions, whileBusy } from './command';

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

  /** When it is aborted, the program is asked to stop, and killed if it does not within a minute. */
  readonly signal?: AbortSignal;
}

const killSeconds = 60;

/**
 * Runs a program to its end. On Ctrl-C it is asked once to stop, and is waited for, so that it can put down what it holds;
 * a second Ctrl-C is passed on, too.
 *
 * @throws Interrupted after the program ended on a signal of ours.
 * @throws the reason of `signal`, after the program ended.
 * @throws Error with code ENOENT where there is no such program.
 */
export function runChild(
  program: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<ChildResult> {
  const { cwd, env = process.env, onLine = () => {}, onErrorLine, input, signal } = options;
  // In a process group of its own, or the terminal would send it a signal besides ours, which Terraform takes for
  // the second one and drops everything.
  const spawnOptions: SpawnOptions = {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  };
  const ended = new Promise<ChildResult>((resolve, reject) => {
    const child = spawn(program, args, spawnOptions);
    let stderr = '';
    let interruptedAt = 0;

    const interrupt = () => {
      // npm passes on what the terminal has sent to all anyway.
      if (Date.now() - interruptedAt < 500) return;
      interruptedAt = Date.now();
      child.kill('SIGINT');
    };
    for (const name of interruptions) process.on(name, interrupt);
    let killing: NodeJS.Timeout | undefined;
    const abort = () => {
      child.kill('SIGINT');
      killing = setTimeout(() => child.kill('SIGKILL'), killSeconds * 1000);
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);

    // A program that ends before it has read all says so by its exit code.
    child.stdin?.on('error', () => {}).end(input);
    if (child.stdout) createInterface(child.stdout).on('line', onLine);
    if (child.stderr && onErrorLine) createInterface(child.stderr).on('line', onErrorLine);
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    const settle = (action: () => void) => {
      for (const name of interruptions) process.off(name, interrupt);
      signal?.removeEventListener('abort', abort);
      clearTimeout(killing);
      action();
    };
    child.on('error', (error) => settle(() => reject(error)));
    child.on('close', (code, killedBy) =>
      settle(() => {
        if (interruptedAt > 0) reject(new Interrupted('Interrupted.'));
        else if (signal?.aborted) reject(signal.reason);
        else if (killedBy)
          resolve({ code: 1, stderr: `${stderr}${program} was ended by ${killedBy}\n` });
        else resolve({ code: code ?? 1, stderr });
      }),
    );
  });
  return whileBusy(() => ended);
}

/** Runs a program and returns its standard output; `undefined` where it fails or does not exist. */
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
