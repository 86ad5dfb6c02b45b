import { type SpawnOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Interrupted, whileBusy } from './command';

export interface ChildResult {
  readonly code: number;
  readonly stderr: string;
}

export interface ChildOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;

  /** Called with each line of standard output. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a program to its end. On Ctrl-C it is asked once to stop, and is waited for, so that it can put down what it holds;
 * a second Ctrl-C is passed on, too.
 *
 * @throws Interrupted after the program ended on a signal of ours.
 * @throws Error with code ENOENT where there is no such program.
 */
export function runChild(
  program: string,
  args: readonly string[],
  { cwd, env = process.env, onLine = () => {} }: ChildOptions = {},
): Promise<ChildResult> {
  // In a process group of its own, or the terminal would send it a signal besides ours, which Terraform takes for
  // the second one and drops everything.
  const options: SpawnOptions = {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  const ended = new Promise<ChildResult>((resolve, reject) => {
    const child = spawn(program, args, options);
    let stderr = '';
    let interruptedAt = 0;

    const interrupt = () => {
      // npm passes on what the terminal has sent to all anyway.
      if (Date.now() - interruptedAt < 500) return;
      interruptedAt = Date.now();
      child.kill('SIGINT');
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);

    if (child.stdout) createInterface(child.stdout).on('line', onLine);
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    const settle = (action: () => void) => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      action();
    };
    child.on('error', (error) => settle(() => reject(error)));
    child.on('close', (code) =>
      settle(() => {
        if (interruptedAt > 0) reject(new Interrupted('Interrupted.'));
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
): Promise<string | undefined> {
  const lines: string[] = [];
  try {
    const { code } = await runChild(program, args, { onLine: (line) => lines.push(line) });
    return code === 0 ? lines.join('\n') : undefined;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return undefined;
  }
}
