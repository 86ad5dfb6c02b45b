import { existsSync, readFileSync } from 'node:fs';

/** What each lane was given: files, and whether they run in this process. */
const lanes: [files: string[], serial: boolean][] = [];

jest.mock('jest-runner', () => ({
  default: class {
    async runTests(tests: { path: string }[], _watcher: unknown, { serial }: { serial: boolean }) {
      lanes.push([tests.map(({ path }) => path), serial]);
    }
  },
}));

const LanesRunner = require('./lanes-runner');

const [api, web] = ['/shop/__tests__/real/api.test.ts', '/shop/__tests__/real/web.test.ts'];
const [scan, validate] = [
  '/shop/__tests__/real/scan.test.ts',
  '/shop/__tests__/validate/scan.test.ts',
];

test.each([
  [
    'of two lanes on two cores, too',
    {},
    [api, scan, web],
    [
      [[api, web], false],
      [[scan], false],
    ],
  ],
  [
    'what terraform validate needs is in the first',
    {},
    [scan, validate],
    [
      [[validate], false],
      [[scan], false],
    ],
  ],
  ['one lane alone is in this process', {}, [api, web], [[[api, web], true]]],
  ['--runInBand makes it one', { runInBand: true }, [scan, api], [[[scan, api], true]]],
])('%s', async (_what, given, files, expected) => {
  lanes.splice(0);
  const runner = new LanesRunner({ maxWorkers: 1, ...given }, {});
  // As jest says it where it has one worker.
  await runner.runTests(
    files.map((path) => ({ path })),
    {},
    { serial: true },
  );
  expect(lanes).toEqual(expected);
});

test('each file that is named is there', () => {
  const [, names = ''] =
    /real\\\/\((.*)\)/.exec(readFileSync('__tests__/lanes-runner.js', 'utf8')) ?? [];
  const files = names.split('|').map((name) => `__tests__/real/${name}.test.ts`);
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
