import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

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

/** Like `inFolder`, with the folders of the example's images and pages: a project may have more of its own. */
export function inExampleFolder<T>(work: () => T): T {
  return inFolder(() => {
    const files = [
      ...['api', 'proxy', 'web', 'xray-daemon'].map((name) => `containers/${name}/Dockerfile`),
      ...['a', 'b'].map((name) => `sites/${name}/index.html`),
      'services.ts',
    ];
    for (const file of files) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '');
    }
    return work();
  });
}
