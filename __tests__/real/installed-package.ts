import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs a command as a user of the package would, without what npm test sets. Returns what it prints. */
export function runAsUser(command: string, cwd: string): string {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const env = { ...Object.fromEntries(own), TF_CLI_CONFIG_FILE: undefined };
  const { stdout, stderr, status } = spawnSync('bash', ['-euc', command], {
    cwd,
    env,
    encoding: 'utf8',
  });
  const output = stdout + stderr;
  expect({ command, output, status }).toEqual({ command, output, status: 0 });
  return output;
}

/** Packs a checkout as a file. */
export function pack(checkout: string, file: string): void {
  const packed = runAsUser('npm pack --silent', checkout).trim().split('\n').at(-1);
  runAsUser(`mv ${packed} ${file}`, checkout);
}

/** Installs a packed file in a project. As long as no registry has the package, its version cannot be installed. */
export function install(project: string, file: string): void {
  const path = join(project, 'package.json');
  const description = JSON.parse(readFileSync(path, 'utf8'));
  description.dependencies.magicnight = `file:${file}`;
  writeFileSync(path, `${JSON.stringify(description, undefined, 2)}\n`);
  runAsUser('npm install --no-audit --no-fund', project);
}
