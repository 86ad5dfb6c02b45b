import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const stack = join(folder, 'cdktf.out/stacks/fargate');
  mkdirSync(stack, { recursive: true });
  writeFileSync(
    join(stack, 'sources.json'),
    JSON.stringify({ 'aws_lb.main': { path: 'fargate/balancer', source: 'constructs/x.ts' } }),
  );
  write('plan.json', plan(['delete', 'create']));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

function plan(actions: string[]): object {
  const change = { actions, before: { name: 'main' }, after: { name: 'main' } };
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {},
    resource_changes: [
      { address: 'aws_lb.main', mode: 'managed', type: 'aws_lb', name: 'main', change },
    ],
  };
}

function review(args: string[], input = '') {
  const program = [
    '--import',
    resolve('node_modules/tsx/dist/loader.mjs'),
    resolve('commands/review.ts'),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

const all = ['fingerprint.json', 'policy.xml', 'report.html', 'report.md', 'widget.json'];

test('an unacknowledged risk exits with 2, and the report is still written', () => {
  const { status, stdout, stderr } = review(['plan.json', '--out', 'report', '--commit', 'abc']);
  expect(status).toBe(2);
  expect(stdout).toBe(`0 to add, 0 to change, 1 to replace, 0 to destroy.
Written: report/report.md, report/report.html, report/widget.json, report/policy.xml, report/fingerprint.json
`);
  expect(stderr).toMatch(
    /^aws_lb\.main \(replace\): The load balancer main is replaced: .* It is not acknowledged in acknowledgements\/fargate\.json\n/,
  );
  expect(readdirSync(join(folder, 'report')).sort()).toEqual(all);
  const text = readFileSync(join(folder, 'report/fingerprint.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ version: 1, stack: 'fargate', commit: 'abc' });
});

test('an acknowledged risk exits with 0; without a folder the Markdown is printed, also for a plan from the standard input', () => {
  mkdirSync(join(folder, 'acknowledgements'));
  const entry = { address: 'aws_lb.main', action: 'replace', reason: 'It moves on Sunday' };
  write('acknowledgements/fargate.json', [entry]);
  const printed = review(['-'], JSON.stringify(plan(['delete', 'create'])));
  expect(printed).toMatchObject({ status: 0, stderr: '' });
  expect(printed.stdout).toMatch(/^# Plan of stack fargate\n/);
  expect(printed.stdout).toContain('Reason: It moves on Sunday');

  write('plan.json', plan(['no-op']));
  expect(review(['plan.json', '--out', 'report'])).toMatchObject({
    status: 2,
    stderr:
      'acknowledgements/fargate.json: the entry for the replace of aws_lb.main matches no risk of this plan; remove it (after the apply it is no longer needed)\n',
  });
  expect(review(['plan.json', '--merged', '--out', 'report']).status).toBe(0);
});

test('a plan that cannot be reviewed exits with 1, and leaves no report, not even an older one', () => {
  review(['plan.json', '--out', 'report']);
  writeFileSync(join(folder, 'plan.json'), '{"format');
  expect(review(['plan.json', '--out', 'report'])).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'plan.json is truncated after 8 characters; print a plan as JSON with: terraform show -json <plan file>\n',
  });
  expect(readdirSync(join(folder, 'report'))).toEqual([]);
});

test.each([
  [[], 'Give one plan\n'],
  [['a.json', 'b.json'], 'Give one plan, got "a.json b.json"\n'],
  [
    ['plan.json', '--stack', 'ec3'],
    'Stack "ec3" does not exist in cdktf.out/stacks; create it with: npm run synth\n',
  ],
  [['plan.json', '--acknowledgements', 'none.json'], 'There is no file none.json\n'],
  [['plan.json', '--out', 'plan.json'], /^The report cannot be written: /],
])('%j exits with 1 and a message', (args, message) => {
  const { status, stderr } = review(args);
  expect(status).toBe(1);
  if (typeof message === 'string') expect(stderr.slice(0, message.length)).toBe(message);
  else expect(stderr).toMatch(message);
});

test('a file of acknowledgements that does not belong to a stack is an error', () => {
  mkdirSync(join(folder, 'acknowledgements'));
  write('acknowledgements/fargte.json', []);
  expect(review(['plan.json'])).toEqual({
    status: 1,
    stdout: '',
    stderr: 'acknowledgements/fargte.json does not belong to a stack; expected fargate.json\n',
  });
});
