import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowedWords, oldWords } from '../support/old-words';

const filesOf = (folder: string, endings: RegExp) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|__pycache__/.test(file));

const files = [
  ...['main.ts', 'services.ts', 'README.md', 'examples/hcl/README.md'],
  ...filesOf('constructs', /\.ts$/),
  ...filesOf('commands', /\.(ts|py|sh)$/),
  ...filesOf('docs', /\.md$/),
  ...filesOf('templates', /\.(ts|mjs|md)$/),
  ...filesOf('containers', /^README\.md$/),
].sort();

/** A space, or a line end with the sign of a comment on the next line. */
const space = '\\s+(?:(?:\\*|//|#)\\s+)?';
const acrossLines = (pattern: RegExp) => new RegExp(pattern.source.replaceAll(' ', space), 'g');

const patterns = oldWords.map((word) => ({ ...word, words: acrossLines(word.words) }));

/** Blanks out allowed uses; the other characters keep their positions. */
function withoutAllowed(file: string, text: string): string {
  return allowedWords
    .filter(({ files: ofFiles }) => ofFiles?.test(file) ?? true)
    .reduce(
      (rest, { words }) =>
        rest.replace(acrossLines(words), (found) => found.replace(/[^\n]/g, ' ')),
      text,
    );
}

function findings(file: string): string[] {
  const text = withoutAllowed(file, readFileSync(file, 'utf8'));
  const ofFile = patterns.filter(({ files: within }) => within?.test(file) ?? true);
  return ofFile.flatMap(({ words, instead }) =>
    [...text.matchAll(words)].map(({ 0: found, index }) => {
      const line = text.slice(0, index).split('\n').length;
      return `${file}:${line}: "${found.replace(new RegExp(space, 'g'), ' ')}"; write ${instead}`;
    }),
  );
}

test('texts and names have the words of AWS and Terraform', () => {
  const all = files.flatMap(findings);
  const rest = all.length > 20 ? [`and ${all.length - 20} more`] : [];
  expect([...all.slice(0, 20), ...rest]).toEqual([]);
});

test('each exception is needed', () => {
  const texts = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const unused = allowedWords.filter(
    ({ words, files: ofFiles }) =>
      !texts.some(
        ({ file, text }) => (ofFiles?.test(file) ?? true) && acrossLines(words).test(text),
      ),
  );
  expect(unused.map(({ words }) => words.source)).toEqual([]);
});
