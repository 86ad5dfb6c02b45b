import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs something in an empty folder, which is removed afterwards: for what looks for files where it is started. */
export function inFolder<T>(work: () => T): T {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  process.chdir(folder);
  try {
    return work();
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}
