import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from './child-process';

/** Runs `work` while holding a lock file. Other processes wait for it. The lock of a process that has ended is ignored. */
export async function withFileLock<T>(
  file: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  while (!take(file)) {
    if (!isHeld(file)) rmSync(file, { force: true });
    else await sleep(200, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isHeld(file: string): boolean {
  try {
    const pid = readFileSync(file, 'utf8');
    // The file is empty for a moment after its creation; for longer only if the disk was full or the process was killed.
    return pid === '' ? Date.now() - statSync(file).mtimeMs < 5_000 : isRunning(Number(pid));
  } catch {
    return false;
  }
}
