import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { firstSecret, secondSecret } from '../../fixtures/plans/plan-additions';
import { planCases } from '../../fixtures/plans/plan-cases';
import { reportOf } from '../../fixtures/plans/report-of';

const folder = 'docs/reviews';
const names = planCases.map(({ name }) => name);

/** Writes all of docs/reviews anew; to be looked at with git diff. */
const isUpdate = process.env.UPDATE !== undefined;
const howTo = 'write it anew with: UPDATE=1 npx jest reviews --selectProjects unit';

/** A file of docs/reviews is as it should be, or becomes so. */
function expectFile(name: string, text: string): void {
  const file = `${folder}/${name}.md`;
  if (isUpdate) writeFileSync(file, text);
  const isSame = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (isSame) return;
  // The difference comes first, then what to do.
  expect(`${existsSync(file) ? readFileSync(file, 'utf8') : ''}`).toBe(
    `${text}\n(${file} is not what the review makes of __tests__/fixtures/plans/${name}.json; ${howTo})`,
  );
}

describe('docs/reviews', () => {
  test.each(names)('%s.md is what the review makes of its plan', (name) => {
    expectFile(name, reportOf('__tests__/fixtures/plans', name));
  });

  test('README.md lists what was done to get each plan', () => {
    const rows = planCases.map(({ name, done }) => `- [${name}](${name}.md): ${done}.`);
    expectFile(
      'README',
      `# Reports of real plans

What \`npm run review\` makes of plans of the stack \`fargate\`. Each was made by Terraform with the AWS provider on the emulator, after
services.ts and main.ts as they are shipped were applied; account, ids and times are replaced by fixed ones. Nothing is acknowledged.

${rows.join('\n')}

\`node --import tsx __tests__/fixtures/plans/make.ts\` makes the plans again, \`UPDATE=1 npx jest reviews --selectProjects unit\` these files.
`,
    );
  });

  test('there is no report and no plan of a case that is no more', () => {
    const files = (path: string, end: string) =>
      readdirSync(path)
        .filter((file) => file.endsWith(end))
        .map((file) => file.slice(0, -end.length))
        .sort();
    expect(files(folder, '.md')).toEqual(['README', ...names].sort());
    expect(files('__tests__/fixtures/plans', '.json')).toEqual(
      [...names, 'cdk.tf', 'sources'].sort(),
    );
  });

  test('the code that sources.json names is there', () => {
    const sources: Record<string, { path: string; source?: string }> = JSON.parse(
      readFileSync('__tests__/fixtures/plans/sources.json', 'utf8'),
    );
    const missing = Object.entries(sources).filter(
      ([, { source }]) => source !== undefined && !existsSync(source),
    );
    // Mended by: node --import tsx __tests__/fixtures/plans/make.ts --sources
    expect(missing).toEqual([]);
  });

  test('no report has a secret of its plan', () => {
    const plan = readFileSync('__tests__/fixtures/plans/sensitive-change.json', 'utf8');
    expect(plan).toContain(firstSecret);
    expect(plan).toContain(secondSecret);
    for (const file of readdirSync(folder)) {
      const report = readFileSync(`${folder}/${file}`, 'utf8');
      expect([file, report]).not.toEqual([file, expect.stringContaining(firstSecret)]);
      expect([file, report]).not.toEqual([file, expect.stringContaining(secondSecret)]);
    }
  });

  test('the plans are of nobody: no address of a machine, no account but the made-up one', () => {
    for (const name of names) {
      const plan = readFileSync(`__tests__/fixtures/plans/${name}.json`, 'utf8');
      expect([name, plan.match(/127\.0\.0\.1:\d+|\/tmp\/[\w-]+|rehearsal[0-9a-f]+/g)]).toEqual([
        name,
        null,
      ]);
      expect([name, new Set(plan.match(/(?<=:)\d{12}(?=:)/g))]).toEqual([
        name,
        new Set(['123456789012']),
      ]);
    }
  });
});
