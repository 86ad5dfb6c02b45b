import { readFileSync } from 'node:fs';
import { type EventVariables, jobsOfEvents, pipelineInOneFile } from '../support/gitlab-jobs';

const branch = (name: string, isProtected: boolean): EventVariables => ({
  CI_PIPELINE_SOURCE: 'push',
  CI_COMMIT_BRANCH: name,
  CI_COMMIT_REF_PROTECTED: String(isProtected),
});
const mergeRequest = (sourceProject: string): EventVariables => ({
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_COMMIT_BRANCH: null,
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID: sourceProject,
  CI_PROJECT_ID: '1217',
});

const tag = (name: string, isProtected: boolean): EventVariables => ({
  CI_PIPELINE_SOURCE: 'push',
  CI_COMMIT_BRANCH: null,
  CI_COMMIT_TAG: name,
  CI_COMMIT_REF_PROTECTED: String(isProtected),
});

/** The events of the table in docs/pipeline.md, with the variables that GitLab sets for each. */
const events = {
  'merge request': mergeRequest('1217'),
  'merge request from a fork': mergeRequest('4711'),
  'default branch': branch('main', true),
  'protected tag of a version': tag('v1.0.0', true),
  'another tag': tag('v1.0.0', false),
  'schedule of the default branch': { ...branch('main', true), CI_PIPELINE_SOURCE: 'schedule' },
  'another branch': branch('feature', false),
};

const arn = (role: string) =>
  `arn:aws:iam::123456789012:role/magicnight-pipeline/magicnight-${role}`;
const roles = {
  AWS_PLAN_ROLE_ARN: arn('plan'),
  AWS_PUSH_ROLE_ARN: arn('push'),
  AWS_APPLY_ROLE_ARN: arn('apply'),
};
const runner = { RUNNER_WITH_DOCKER: 'docker' };

/** Variables of a project, and the columns of the table that apply with them. */
const settings: Record<string, { variables: EventVariables; columns: number[] }> = {
  nothing: { variables: {}, columns: [1] },
  roles: { variables: roles, columns: [1, 2] },
  runner: { variables: runner, columns: [1, 3] },
  both: { variables: { ...roles, ...runner }, columns: [1, 2, 3, 4] },
};

const emptied = (variables: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.keys(variables).map((name) => [name, '']));

const combinations = Object.entries(events).flatMap(([event, own]) =>
  Object.entries(settings).map(
    ([setting, { variables }]) => [`${event}, ${setting}`, { ...own, ...variables }] as const,
  ),
);
const jobs = jobsOfEvents({
  ...Object.fromEntries(combinations),
  'unprotected default branch': { ...branch('main', false), ...roles },
  'roles without apply': { ...branch('main', true), ...roles, AWS_APPLY_ROLE_ARN: null },
  all: { ...branch('main', true), ...roles, ...runner },
  'tag of a release candidate': tag('v1.20.3-rc.1', true),
  'tag of two numbers': tag('v1.0', true),
  'tag without v': tag('1.0.0', true),
  'tag with a version in it': tag('tools/v1.0.0', true),
  'tag that begins with a version': tag('v1.0.0 or so', true),
  'schedule of a tag': { ...tag('v1.0.0', true), CI_PIPELINE_SOURCE: 'schedule' },
  'empty variables': { ...branch('main', true), ...emptied({ ...roles, ...runner }) },
  'roles, empty apply': { ...branch('main', true), ...roles, AWS_APPLY_ROLE_ARN: '' },
  'roles, empty runner': { ...branch('main', true), ...roles, RUNNER_WITH_DOCKER: '' },
  'runner, empty push': {
    ...{ ...branch('main', true), ...roles, ...runner },
    AWS_PUSH_ROLE_ARN: '',
  },
});

const namesOf = (event: string) => jobs[event]?.map(({ name }) => name).sort();
const job = (event: string, name: string) => jobs[event]?.find((one) => one.name === name);

/** Event → the cells of its row in docs/pipeline.md; a cell names jobs in backticks. */
const table = new Map(
  [
    ...readFileSync('docs/pipeline.md', 'utf8').matchAll(
      /^\| ([^|`]+) (\|.*`check`.*|\| no pipeline.*)\|$/gm,
    ),
  ].map(([, event = '', cells = '']) => [event, cells.split('|')]),
);

test('docs/pipeline.md lists these events, and no others', () => {
  expect([...table.keys()]).toEqual(Object.keys(events));
});

test.each(
  Object.keys(events).flatMap((event) => Object.keys(settings).map((name) => [event, name])),
)('%s with %s set: the jobs of docs/pipeline.md', (event, setting) => {
  const cells = settings[setting]?.columns.map((column) => table.get(event)?.[column] ?? '');
  const listed = cells?.flatMap((cell) =>
    [...cell.matchAll(/`([a-z]+(?: [a-z]+)?)`/g)].map(([, name]) => name),
  );
  const hasPipeline = !table.get(event)?.[1]?.includes('no pipeline');
  expect(namesOf(`${event}, ${setting}`)).toEqual(hasPipeline ? listed?.sort() : undefined);
});

test('without variables, a project runs only checks, and publishes versions', () => {
  const stages = Object.keys(events).flatMap((event) =>
    (jobs[`${event}, nothing`] ?? []).map(({ stage }) => stage),
  );
  expect(new Set(stages)).toEqual(new Set(['check', 'publish']));
});

test('modules are published only for the protected tag of a version, after all checks', () => {
  const own = Object.keys(jobs).filter((event) => job(event, 'publish'));
  expect(own.sort()).toEqual(
    [
      ...Object.keys(settings).map((setting) => `protected tag of a version, ${setting}`),
      'tag of a release candidate',
    ].sort(),
  );
  const publish = job('tag of a release candidate', 'publish');
  // The job waits for all earlier stages and uses no artifacts of them: it publishes the committed files.
  expect(publish).toMatchObject({ stage: 'publish', dependencies: [], when: 'on_success' });
  expect(publish?.needs).toBeUndefined();
  expect(publish?.script).toEqual(['npm run publish-modules']);
});

test('apply is started by hand, on a protected branch, one at a time, and is not interrupted', () => {
  expect(job('default branch, both', 'apply fargate')).toMatchObject({
    when: 'manual',
    interruptible: false,
    timeout: '2h',
    resource_group: 'fargate',
  });
  expect(namesOf('unprotected default branch')).not.toContain('apply fargate');
  expect(namesOf('roles without apply')).not.toContain('apply fargate');
});

test('apply waits for its plan and for all checks, and gets the files of its plan only', () => {
  const all = jobs['default branch, both'] ?? [];
  const checks = all.filter(({ stage }) => stage === 'check').map(({ name }) => name);
  const needs = job('default branch, both', 'apply fargate')?.needs ?? [];
  expect(needs.map(({ job: name }) => name).sort()).toEqual([...checks, 'plan fargate'].sort());
  const withFiles = needs.filter(({ artifacts }) => artifacts !== false);
  expect(withFiles.map(({ job: name }) => name)).toEqual(['plan fargate']);
});

test('an empty variable counts as missing', () => {
  expect(namesOf('empty variables')).toEqual(namesOf('default branch, nothing'));
  expect(namesOf('roles, empty apply')).toEqual(namesOf('roles without apply'));
  expect(namesOf('roles, empty runner')).toEqual(namesOf('default branch, roles'));
  expect(namesOf('runner, empty push')).not.toContain('images');
});

test('rules check variables in a way for which GitLab treats empty ones as missing', () => {
  const rules = pipelineInOneFile().match(/^.*\$(AWS_\w+_ARN|RUNNER_\w+).*$/gm);
  const conditions = (rules ?? []).filter((line) => /&&|\|\|/.test(line));
  const unclear = conditions.filter((line) => /\$(AWS|RUNNER)_\w+\b(?! [=!]~ \/\.\/)/.test(line));
  expect(conditions).not.toEqual([]);
  expect(unclear).toEqual([]);
});

test('a merge request keeps the report of its plan, never the plan', () => {
  const { artifacts } = job('merge request, both', 'review fargate') ?? {};
  expect(artifacts?.paths).toEqual(['report/fargate/']);
});

test('guests cannot download plans', () => {
  const saved = ['review fargate', 'plan fargate'].map((name) =>
    [...(jobs['merge request, both'] ?? []), ...(jobs.all ?? [])].find((one) => one.name === name),
  );
  for (const one of saved) expect(one?.artifacts?.access).toMatch(/^(developer|maintainer)$/);
});

test('each job that uses AWS has its own role, and a token for this GitLab', () => {
  const own = [
    ...(jobs['merge request, both'] ?? []),
    ...(jobs.all ?? []),
    ...(jobs['schedule of the default branch, both'] ?? []),
  ]
    .filter(({ id_tokens }) => id_tokens)
    .map(({ name, variables, id_tokens }) => [
      name,
      variables?.AWS_ROLE_ARN,
      id_tokens?.AWS_TOKEN?.aud,
    ]);
  expect(Object.fromEntries(own.map(([name, ...rest]) => [name, rest]))).toEqual({
    images: ['$AWS_PUSH_ROLE_ARN', '$CI_SERVER_URL'],
    'review fargate': ['$AWS_PLAN_ROLE_ARN', '$CI_SERVER_URL'],
    'plan fargate': ['$AWS_PLAN_ROLE_ARN', '$CI_SERVER_URL'],
    'apply fargate': ['$AWS_APPLY_ROLE_ARN', '$CI_SERVER_URL'],
    'drift fargate': ['$AWS_PLAN_ROLE_ARN', '$CI_SERVER_URL'],
  });
});

test('the token is outside of the checkout, readable by the user of the job only', () => {
  const { variables, before_script, after_script } = job('all', 'apply fargate') ?? {};
  expect(variables?.AWS_WEB_IDENTITY_TOKEN_FILE).toBe('$CI_BUILDS_DIR/aws-token-$CI_JOB_ID');
  expect(before_script).toContain(
    '(umask 077 && printf %s "$AWS_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE")',
  );
  expect(after_script).toEqual(['rm -f "$AWS_WEB_IDENTITY_TOKEN_FILE"']);
});

test('the pipeline has no access key', () => {
  const files = [
    '.gitlab-ci.yml',
    'ci/environment.yml',
    'ci/jobs.yml',
    'ci/images',
    'ci/plan',
    'ci/apply',
    'ci/drift',
    'ci/terraform-init',
  ];
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(
      /AWS_(ACCESS_KEY|SECRET|SESSION_TOKEN)|A[KS]IA[A-Z0-9]{12}|_PASSWORD: [^$]/,
    );
  }
});
