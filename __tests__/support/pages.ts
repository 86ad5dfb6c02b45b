import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Pages that people write, and the options and reviews that commands write, in Markdown. */
export function pages(): string[] {
  const within = ['docs', 'containers', 'examples'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return ['README.md', 'CHANGELOG.md', ...within]
    .filter((page) => !page.includes('node_modules'))
    .sort();
}

export interface FencedBlock {
  /** What follows the opening fence: `sh`, `ts`. */
  readonly kind: string;
  readonly text: string;
}

const fences = /^( *)```([a-z]*)\n([\s\S]*?)^\1```$/gm;

/** The fenced blocks of a page, in order. */
export function fencedBlocks(page: string): FencedBlock[] {
  const matches = readFileSync(page, 'utf8').matchAll(fences);
  return [...matches].map(([, , kind = '', text = '']) => ({ kind, text }));
}

/** The text of a page without its blocks of code. */
export function prose(page: string): string {
  return readFileSync(page, 'utf8')
    .replace(fences, '')
    .replace(/^ {4}.*$/gm, '');
}
