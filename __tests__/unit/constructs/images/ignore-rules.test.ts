import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contextFiles } from '../../../../constructs/images/build-context';
import { IgnoreRules } from '../../../../constructs/images/ignore-rules';
import { imageBuild } from '../../../../constructs/options/service/image-build';
import { ValidationError } from '../../../../constructs/options/validation-issues';
import { cases, files, links } from '../../../fixtures/images/ignore-files.json';

let root: string;
let folder: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ignored-'));
  folder = join(root, 'app');
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  for (const [link, target] of Object.entries(links)) symlinkSync(target, join(folder, link));
});

afterAll(() => rmSync(root, { recursive: true }));

/** The files of the folder with an ignore file outside of it. */
const filesWith = (ignore: string) => {
  const dockerfile = join(root, 'Dockerfile');
  writeFileSync(`${dockerfile}.dockerignore`, ignore);
  return contextFiles(imageBuild({ folder, dockerfile }));
};

// The fixture has what the code of BuildKit includes: moby/patternmatcher 0.6.1, and fsutil of 2026-11.
const everything = [...files, ...Object.keys(links)];

test.each(cases)('the ignore file %j', ({ ignore, without, only, fails }) => {
  if (fails) {
    expect(() => filesWith(ignore)).toThrow(ValidationError);
    return;
  }
  const expected = only ?? everything.filter((file) => !without?.includes(file));
  expect(new Set(filesWith(ignore))).toEqual(new Set(expected));
});

test('a line that is no pattern is an error with its number', () => {
  expect(() => new IgnoreRules('dist\n\n  [a\n', 'containers/web/.dockerignore')).toThrow(
    new ValidationError([
      'containers/web/.dockerignore, line 3: "[a" is not a pattern, and the build of the image would fail; see https://docs.docker.com/build/concepts/context/#syntax',
    ]),
  );
});

test('an ignored folder is read only where an exception can include something in it', () => {
  const rules = new IgnoreRules('node_modules\ndist\n!dist/keep', '.dockerignore');
  expect(rules.canIncludeIn('node_modules')).toBe(false);
  expect(rules.canIncludeIn('dist')).toBe(true);
  expect(rules.canIncludeIn('dis')).toBe(false);
  const anywhere = new IgnoreRules('node_modules\n!**/keep', '.dockerignore');
  expect(anywhere.canIncludeIn('node_modules')).toBe(true);
});
