import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { firstSecret, secondSecret } from '../../fixtures/plans/plan-additions';
import { planCases } from '../../fixtures/plans/plan-cases';
import { reportOf } from '../../fixtures/plans/report-of';

const folder = 'docs/reviews';
const names = planCases.map(({ name }) => name);

/** Regenerates all files of docs/reviews; review them with git diff. */
const isUpdate = process.env.UPDATE !== undefined;
const howTo = 'regenerate it with: UPDATE=1 npx jest --testPathPatterns unit/docs/reviews';

/** Checks a file of docs/reviews, or regenerates it. */
function expectFile(name: string, text: string): void {
  const file = `${folder}/${name}.md`;
  if (isUpdate) writeFileSync(file, text);
  const isSame = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (isSame) return;
  // The difference comes first, then the command that fixes it.
  expect(`${existsSync(file) ? readFileSync(file, 'utf8') : ''}`).toBe(
    `${text}\n(${file} is not the report of __tests__/fixtures/plans/${name}.json; ${howTo})`,
  );
}

describe('docs/reviews', () => {
  test.each(names)('%s.md is the report of its plan', (name) => {
    expectFile(name, reportOf('__tests__/fixtures/plans', name));
  });

  test('README.md lists the change of each plan', () => {
    const rows = planCases.map(({ name, done }) => `- [${name}](${name}.md): ${done}.`);
    expectFile(
      'README',
      `# Reports of real plans

Reports by \`npm run review\` of plans of the stack \`fargate\`. Terraform created each plan with the AWS provider on the emulator, after the
shipped services.ts and main.ts were applied. Account, IDs and times are replaced by fixed values. No risk is acknowledged.

${rows.join('\n')}

\`node --import tsx __tests__/fixtures/plans/make.ts\` creates the plans again. \`UPDATE=1 npx jest --testPathPatterns unit/docs/reviews\` then writes these files.
`,
    );
  });

  test('every report and every plan belongs to a case', () => {
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

  test('the code that sources.json names exists', () => {
    const sources: Record<string, { path: string; source?: string }> = JSON.parse(
      readFileSync('__tests__/fixtures/plans/sources.json', 'utf8'),
    );
    const missing = Object.entries(sources).filter(
      ([, { source }]) => source !== undefined && !existsSync(source),
    );
    // Fixed by: node --import tsx __tests__/fixtures/plans/make.ts --sources
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

  test('the plans have no address of a machine, and no account but the made-up one', () => {
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
