import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { interruptions, whileBusy } from './command';

/**
 * Runs a program with the input and output of this command. A signal for this command is forwarded to it.
 *
 * @returns its exit code: 128 and the number of the signal that ended it, as in a shell.
 */
export function runAttached(program: string, args: readonly string[]): Promise<number> {
  const ended = new Promise<number>((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    for (const name of interruptions) process.on(name, forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const name of interruptions) process.off(name, forward);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
  return whileBusy(() => ended);
}
