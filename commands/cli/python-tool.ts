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
import { outputOf, runChild } from './child-process';
import { UserError } from './command';
import { withFileLock } from './file-lock';

/** A Python program that a command needs. */
export interface PythonTool {
  /** Name and version: `ministack 1.5.33`. */
  readonly name: string;

  /** Requirements file with the exact versions of all packages. */
  readonly requirements: string;

  /** Python code that fails if the installation is incomplete. */
  readonly probe: string;
}

/**
 * Installs a tool into a virtual environment in the cache folder, unless it is installed already.
 *
 * @returns path of the Python interpreter that has the tool.
 * @throws UserError if Python is missing or the packages cannot be installed.
 */
export async function installPythonTool(tool: PythonTool, signal?: AbortSignal): Promise<string> {
  const { name, requirements } = tool;
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 8);
  const folder = join(cacheFolder(), `${name.replace(' ', '-')}-${hash}`);
  const python = join(folder, 'bin', 'python');
  if (await works(python, tool)) return python;

  await requirePython(name);
  mkdirSync(cacheFolder(), { recursive: true });
  // One installation at a time: two would do the same work and could conflict.
  const unlimited = new AbortController().signal;
  await withFileLock(`${folder}.lock`, signal ?? unlimited, async () => {
    if (!(await works(python, tool))) await install(tool, folder, signal);
  });
  return python;
}

/** Folder for downloads of the commands: Python programs, and the Terraform providers of rehearsals. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'magicnight');
}

async function install(tool: PythonTool, folder: string, signal?: AbortSignal): Promise<void> {
  const { name, requirements } = tool;
  console.log(`  installing ${name} into ${folder}`);
  removeUnfinished(folder);
  // Installed in a temporary folder and then renamed, so that an interrupted installation leaves nothing behind.
  const making = mkdtempSync(`${folder}-`);
  try {
    await run(name, ['python3', '-m', 'venv', making], signal);
    const pip = [join(making, 'bin', 'python'), '-m', 'pip', '--disable-pip-version-check'];
    await run(name, [...pip, 'install', '--quiet', '--requirement', requirements], signal);
    // Replaces an installation that no longer works.
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Whether an installation is complete. The Python that it was made with may have been removed or upgraded since. */
async function works(python: string, { probe }: PythonTool): Promise<boolean> {
  return (await outputOf(python, ['-c', probe])) !== undefined;
}

/** Removes temporary folders of killed installations. No installation takes an hour. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    const path = join(dirname(folder), name);
    if (!path.startsWith(`${folder}-`) || Date.now() - statSync(path).mtimeMs < 3_600_000) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

async function requirePython(name: string): Promise<void> {
  const version = await outputOf('python3', ['-c', 'import sys; print(*sys.version_info[:2])']);
  const [major = 0, minor = 0] = (version ?? '').split(' ').map(Number);
  if (major === 3 && minor >= 11) return;
  const found = version ? `python3 is ${major}.${minor}` : 'python3 was not found';
  throw new UserError(
    `${name} needs Python 3.11 or newer (${found}); see https://www.python.org/downloads/`,
  );
}

async function run(
  name: string,
  [program = '', ...args]: string[],
  signal?: AbortSignal,
): Promise<void> {
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  const { code, stderr } = await runChild(program, args, { onLine, signal });
  if (code === 0) return;
  const said = [...lines, stderr].join('\n').trim();
  throw new UserError(`${name} could not be installed\n${said}`);
}
