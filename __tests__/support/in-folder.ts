import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Runs a function in an empty working folder, which is removed afterwards. */
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

/** Like `inFolder`, with the folders of the example's images and pages. */
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
