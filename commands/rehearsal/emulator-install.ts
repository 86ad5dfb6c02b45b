import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { outputOf, runChild } from '../child';
import { UserError } from '../command';

const requirements = join(__dirname, 'requirements.txt');

/** Name and version of the emulator. */
export const emulatorVersion = 'ministack 1.5.33';

/** Where rehearsals keep what they download: the emulator and the Terraform providers. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'magicnight');
}

/**
 * The Python that has the emulator, installed at first use into a virtual environment in the cache folder.
 *
 * @throws UserError where there is no Python, or its packages cannot be had.
 */
export async function installEmulator(signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 8);
  const folder = join(cacheFolder(), `${emulatorVersion.replace(' ', '-')}-${hash}`);
  const python = join(folder, 'bin', 'python');
  if (await works(python)) return python;

  await requirePython();
  console.log(`  installing ${emulatorVersion} into ${folder}`);
  mkdirSync(cacheFolder(), { recursive: true });
  removeUnfinished(folder);
  // Made beside its place and put there whole: an interrupted or a second installation does no harm.
  const making = mkdtempSync(`${folder}-`);
  try {
    await run(['python3', '-m', 'venv', making], signal);
    const pip = [join(making, 'bin', 'python'), '-m', 'pip', '--disable-pip-version-check'];
    await run([...pip, 'install', '--quiet', '--requirement', requirements], signal);
    // Another rehearsal may have been faster; one that does not work any more makes way.
    if (await works(python)) return python;
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return python;
}

/** Whether an installation is there and whole: its Python may be gone or another one since. */
async function works(python: string): Promise<boolean> {
  return (await outputOf(python, ['-c', 'import docker, hypercorn, ministack.app'])) !== undefined;
}

/** Removes what installations have left that were killed: none takes an hour. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    const path = join(dirname(folder), name);
    if (!path.startsWith(`${folder}-`) || Date.now() - statSync(path).mtimeMs < 3_600_000) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

async function requirePython(): Promise<void> {
  const version = await outputOf('python3', ['-c', 'import sys; print(*sys.version_info[:2])']);
  const [major = 0, minor = 0] = (version ?? '').split(' ').map(Number);
  if (major === 3 && minor >= 11) return;
  const found = version ? `python3 is ${major}.${minor}` : 'there is no python3';
  throw new UserError(
    `The emulator needs Python 3.11 or newer (${found}); https://www.python.org/downloads/ says how`,
  );
}

async function run([program = '', ...args]: string[], signal: AbortSignal): Promise<void> {
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  const { code, stderr } = await runChild(program, args, { onLine, signal });
  if (code === 0) return;
  const said = [...lines, stderr].join('\n').trim();
  throw new UserError(`${emulatorVersion} cannot be installed\n${said}`);
}
