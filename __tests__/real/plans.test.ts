import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../commands/cli/child-process';
import { planCases } from '../fixtures/plans/plan-cases';
import { reportOf } from '../fixtures/plans/report-of';
import { describeWith } from '../support/needs';

/** Cases that are skipped by default to save time. Each is similar to another case. */
const leftOut = ['route-added', 'zone-added', 'permissions-and-tasks', 'import', 'forget'];

const made = planCases
  .map(({ name }) => name)
  .filter((name) => process.env.REQUIRE === 'all' || !leftOut.includes(name));

describeWith(['docker', 'terraform', 'python'], 'reports of plans made anew', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'magicnight-plans-'));
    const args = [
      '--import',
      'tsx',
      '__tests__/fixtures/plans/make.ts',
      '--whole',
      '--out',
      folder,
    ];
    const { code, stderr } = await runChild(process.execPath, [...args, ...made]);
    if (code !== 0) throw new Error(stderr);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(made)('%s is as in docs/reviews', (name) => {
    expect(reportOf(folder, name, '__tests__/fixtures/plans')).toBe(
      readFileSync(`docs/reviews/${name}.md`, 'utf8'),
    );
  });
});
