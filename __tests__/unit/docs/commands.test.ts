import { existsSync, readFileSync } from 'node:fs';
import { commandsNotRun } from '../../support/commands-not-run';
import { fencedBlocks, pages, prose } from '../../support/pages';

/** Page → the test that runs its `sh` blocks. */
const runBy: Readonly<Record<string, string>> = {
  'README.md': 'readme',
  'containers/api/README.md': 'container-pages',
  'containers/proxy/README.md': 'container-pages',
  'containers/web/README.md': 'container-pages',
  'containers/xray-daemon/README.md': 'container-pages',
  'docs/aws.md': 'rehearsal',
  'docs/cdk-terrain.md': 'cdk-terrain',
  'docs/getting-started.md': 'readme',
  'examples/hcl/README.md': 'hcl-example',
};
const written = pages().filter((page) => !page.startsWith('docs/reviews/'));
const blocksOf = (page: string, kind: string) =>
  fencedBlocks(page).filter((block) => block.kind === kind);

test('each page with commands in sh blocks is run by a test', () => {
  const withCommands = written.filter((page) => blocksOf(page, 'sh').length > 0);
  expect(withCommands.sort()).toEqual(Object.keys(runBy));
  for (const [page, name] of Object.entries(runBy)) {
    const test = readFileSync(`__tests__/real/${name}.test.ts`, 'utf8');
    const folder = /^containers\/(.*)\//.exec(page)?.[1];
    expect(test).toContain(folder === undefined ? `'${page}'` : `'${folder}'`);
  }
});

test.each(written)(
  '%s: each block of commands that no test runs is listed with its reason',
  (page) => {
    const listed = commandsNotRun.filter((commands) => commands.page === page);
    const found = blocksOf(page, 'console').map(({ text }) => text.split('\n')[0] ?? '');
    expect(found.map((line, index) => line.slice(0, listed[index]?.starts.length))).toEqual(
      listed.map(({ starts }) => starts),
    );
  },
);

test('each list of commands that are not run is of a page', () => {
  const ofNoPage = commandsNotRun.filter(({ page }) => !existsSync(page));
  expect(ofNoPage).toEqual([]);
});

test('each block says its kind, and there are no commands outside of blocks', () => {
  const kinds = new Set(written.flatMap((page) => fencedBlocks(page).map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual(['console', 'hcl', 'json', 'sh', 'text', 'ts', 'yaml']);
  const command = /^ {4}(?:terraform|npm|npx|aws|docker|curl|export) .*$/gm;
  const indented = written.flatMap((page) => {
    const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
    return [...text.matchAll(command)].map(([line]) => `${page}: ${line}`);
  });
  expect(indented).toEqual([]);
});

test('each npm script that a page names exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const unknown = written.flatMap((page) => {
    const text = page === 'CHANGELOG.md' ? '' : readFileSync(page, 'utf8');
    return [...text.matchAll(/\bnpm run (?:--silent )?([a-z][a-z:-]*)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !(script in scripts))
      .map((script) => `${page}: npm run ${script}`);
  });
  expect(unknown).toEqual([]);
});

test('the pages have no empty words', () => {
  const empty = /\b(?:powerful|seamless(?:ly)?|robust|simply|easily|blazing)\b/gi;
  const found = written.flatMap((page) =>
    [...prose(page).matchAll(empty)].map(([word]) => `${page}: ${word}`),
  );
  expect(found).toEqual([]);
});
