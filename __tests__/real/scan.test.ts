import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { production, replaceIn, writeOptions, writeRegistry } from '../support/main-options';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';

/** Checks that are skipped, because the shipped stacks do not use these options. */
const notMade = [
  '  skipped without https: { … }: CKV_AWS_2, CKV_AWS_103, CKV2_AWS_20',
  '  skipped without deletionProtection: true: CKV_AWS_150',
  '  skipped without accessLogs: true: CKV_AWS_91',
  '  skipped without waf: true: CKV2_AWS_28',
  '  skipped without containerInsights: true: CKV_AWS_65',
  '  skipped without flowLogs: true: CKV2_AWS_11',
  '  skipped without production: true (logs for a year): CKV_AWS_338',
];

describeWith(['python'], 'npm run scan', () => {
  let project: ReturnType<typeof copyProject>;

  beforeEach(() => {
    project = copyProject();
  });

  afterEach(() => project.remove());

  const scan = (...args: string[]) => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'commands/scan.ts', ...args],
      { cwd: project.folder, encoding: 'utf8' },
    );
    return { lines: stdout.trimEnd().split('\n'), stderr, status };
  };

  test('finds nothing in the shipped stacks, and prints the skipped checks', () => {
    const { lines, status } = scan();
    expect(status).toBe(0);
    expect(lines.filter((line) => !line.startsWith('  installing'))).toEqual([
      expect.stringMatching(
        /^registry: \d+ checks passed, 0 failed; IAM policies checked: \d+, findings: 0$/,
      ),
      expect.stringMatching(
        /^fargate: \d{3} checks passed, 0 failed; IAM policies checked: \d+, findings: 0$/,
      ),
      ...notMade,
      expect.stringMatching(
        /^ec2: \d{3} checks passed, 0 failed; IAM policies checked: \d+, findings: 0$/,
      ),
      ...notMade,
    ]);
  });

  test('finds nothing in stacks for production, and leaves nothing out', () => {
    writeOptions(project.folder, production);
    writeRegistry(project.folder, "{ zone: 'example.com', gitlab: { project: 'group/shop' } }");
    const { lines, status } = scan();
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(
        /^registry: \d+ checks passed, 0 failed; IAM policies checked: \d+, findings: 0$/,
      ),
      expect.stringMatching(
        /^fargate: \d{3} checks passed, 0 failed; IAM policies checked: \d+, findings: 0$/,
      ),
      expect.stringMatching(
        /^ec2: \d{3} checks passed, 0 failed; IAM policies checked: \d+, findings: 0$/,
      ),
    ]);
    expect(status).toBe(0);
  });

  test('says what is weak, and exits with 1', () => {
    const file = join(project.folder, 'constructs/load-balancer/load-balancer.ts');
    replaceIn(file, 'dropInvalidHeaderFields: true', 'dropInvalidHeaderFields: false');
    const { lines, status } = scan();
    expect(lines).toContain('CKV_AWS_131  resource.balancer');
    expect(status).toBe(1);
  });

  test('says what a policy allows too widely, until the project keeps it with a reason', () => {
    const file = join(project.folder, 'constructs/ecs/task-permissions.ts');
    replaceIn(file, "'logs:PutLogEvents'", "'logs:PutLogEvents', 'iam:PassRole'");
    const { lines, status } = scan();
    expect(lines).toContain(
      'RESOURCE_MISMATCH iam:PassRole  aws_iam_role_policy.magicnight_roles_start_77BB49F6',
    );
    expect(status).toBe(1);

    const reason = 'a test';
    const entries = [
      { check: 'RESOURCE_MISMATCH', on: ['iam:PassRole'], reason },
      { check: 'ServiceWildcard', reason },
    ];
    writeFileSync(join(project.folder, '.iam-findings.json'), JSON.stringify(entries));
    const kept = scan();
    expect(kept.lines.at(-1)).toBe('.iam-findings.json: ServiceWildcard was not found; remove it');
    expect(kept.lines.join('\n')).not.toContain('iam:PassRole');
    expect(kept.status).toBe(1);

    writeFileSync(join(project.folder, '.iam-findings.json'), JSON.stringify(entries.slice(0, 1)));
    expect(scan().status).toBe(0);
  });

  test('rejects a file that is not a plan', () => {
    expect(scan('none.json')).toMatchObject({
      stderr: 'The file none.json does not exist\n',
      status: 1,
    });
    expect(scan('package.json')).toMatchObject({
      stderr: expect.stringMatching(/^package\.json is not a plan in JSON/),
      status: 1,
    });
    expect(scan('README.md')).toMatchObject({
      stderr: expect.stringMatching(/^README\.md is not a plan in JSON/),
      status: 1,
    });
  });
});
