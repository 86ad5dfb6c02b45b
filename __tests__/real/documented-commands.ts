import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface DocumentedCommand {
  readonly text: string;
  /** Part of what the command prints, written after `# →`. */
  readonly expected?: string;
}

/** The commands of a page's `sh` blocks, in order. A line that ends with `\` continues on the next line. */
export function documentedCommands(markdown: string): DocumentedCommand[] {
  const blocks = [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
  const lines = blocks.join('').replaceAll('\\\n', '').split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [text = '', expected] = line.split(/\s+# → /);
      return { text, expected };
    });
}

/**
 * Runs the commands of a page in one shell in the root folder of the project, as a reader would. Checks the output of each.
 *
 * @param section the lines of the page to read; default: all.
 * @returns the output of all commands.
 * @throws Error with the first command that fails or prints something else.
 */
export async function runDocumentedCommands(
  page: string,
  folder = '.',
  section: (markdown: string) => string = (markdown) => markdown,
): Promise<string> {
  const commands = documentedCommands(section(readFileSync(join(folder, page), 'utf8')));
  if (commands.length === 0) throw new Error(`${page} has no commands`);
  const mark = (index: number) => `@@ command ${index} @@`;
  const script = commands.map(({ text }, index) => `echo '${mark(index)}'\n${text}\n`).join('');

  const containers = [...script.matchAll(/--name (\S+)/g)].map((match) => match[1] ?? '');
  const removeContainers = () => spawnSync('docker', ['rm', '--force', ...containers]);
  removeContainers();
  const { code, printed } = await runScript(`exec 2>&1\nset -eu -o pipefail\n${script}`, folder);
  removeContainers();

  const outputs = printed.split(/@@ command \d+ @@\n/).slice(1);
  const wrong = outputs.findIndex((output, index) => {
    const { expected } = commands[index] ?? {};
    return expected !== undefined && !output.includes(expected);
  });
  const shown = wrong >= 0 ? wrong : outputs.length - 1;
  if (wrong >= 0 || code !== 0) {
    const { text, expected } = commands[shown] ?? {};
    const wanted = expected ? `\nexpected: ${expected}` : '';
    throw new Error(`${page}: ${text}${wanted}\nprinted: ${outputs[shown]}\nexit code: ${code}`);
  }
  return printed;
}

function runScript(script: string, cwd: string) {
  return new Promise<{ code: number | null; printed: string }>((resolve) => {
    const child = spawn('bash', ['-c', script], { cwd });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.on('close', (code) => resolve({ code, printed }));
  });
}
