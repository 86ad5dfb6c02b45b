import { readFileSync } from 'node:fs';
import {
  type EventVariables,
  type GitlabJob,
  jobsOfEvents,
  missingNeeds,
} from '../support/gitlab-jobs';

/** The two environments of docs/pipeline.md: staging automatically, then production by hand. */
const [, example = ''] =
  /^include:\n((?: {2}.*\n)+)/m.exec(readFileSync('docs/pipeline.md', 'utf8')) ?? [];
const environments = `include:\n${example}`;

const arn = (role: string) => `arn:aws:iam::123456789012:role/acme-pipeline/acme-${role}`;
const shared = { AWS_PLAN_ROLE_ARN: arn('plan'), AWS_PUSH_ROLE_ARN: arn('push') };
const applying = {
  STAGING_APPLY_ROLE_ARN: arn('apply-staging'),
  PRODUCTION_APPLY_ROLE_ARN: arn('apply-production'),
};
const all = { ...shared, ...applying, RUNNER_WITH_DOCKER: 'docker' };

const push = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_REF_PROTECTED: 'true' };
const defaultBranch = { ...push, CI_COMMIT_BRANCH: 'main' };
const tag = { ...push, CI_COMMIT_BRANCH: null, CI_COMMIT_TAG: 'v1.0.0' };
const schedule = { ...defaultBranch, CI_PIPELINE_SOURCE: 'schedule' };
const mergeRequest = (target: string, sourceProject = '1217'): EventVariables => ({
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_COMMIT_BRANCH: null,
  CI_PROJECT_ID: '1217',
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID: sourceProject,
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: target,
});

const jobs = jobsOfEvents(
  {
    'merge request': { ...all, ...mergeRequest('main') },
    fork: { ...all, ...mergeRequest('main', '4711') },
    'default branch': { ...all, ...defaultBranch },
    schedule: { ...all, ...schedule },
    tag: { ...all, ...tag },
    'without a role for production': { ...all, ...defaultBranch, PRODUCTION_APPLY_ROLE_ARN: '' },
  },
  environments,
);
const checks = ['check', 'unit', 'validate'];
const withEngine = ['real', 'rehearsal production', 'rehearsal staging'];

const namesOf = (event: string) => jobs[event]?.map(({ name }) => name).sort();
const job = (event: string, name: string) => jobs[event]?.find((one) => one.name === name);

test.each([
  ['merge request', [...checks, ...withEngine, 'images', 'review staging', 'review production']],
  ['fork', checks],
  [
    'default branch',
    [
      ...[...checks, ...withEngine, 'images', 'plan staging', 'plan production'],
      ...['apply staging', 'apply production'],
    ],
  ],
  ['schedule', ['check', 'drift staging', 'drift production']],
  ['tag', [...checks, 'publish']],
  [
    'without a role for production',
    [...checks, ...withEngine, 'images', 'plan staging', 'plan production', 'apply staging'],
  ],
])('%s: the jobs of two environments', (event, names) => {
  expect(namesOf(event)).toEqual([...names].sort());
});

test('staging is applied automatically, and then production by a person', () => {
  const apply = (name: string) => job('default branch', `apply ${name}`);
  expect(apply('staging')?.when).toBe('on_success');
  expect(apply('production')?.when).toBe('manual');
  const needs = (name: string) => apply(name)?.needs?.map(({ job: needed }) => needed);
  expect(needs('production')).toContain('apply staging');
  expect(needs('staging')).not.toContain('apply production');
  // An optional one would be skipped where its job is missing.
  expect(apply('production')?.needs).toContainEqual({
    job: 'apply staging',
    artifacts: true,
    optional: false,
  });
});

test('GitLab accepts each pipeline: what a job needs is in it', () => {
  expect(missingNeeds(jobs)).toEqual([]);
});

test('no job of an environment has the role, the state or a file of another', () => {
  const of = (name: string): GitlabJob[] =>
    Object.values(jobs).flatMap((own) => own?.filter((one) => one.name.endsWith(` ${name}`)) ?? []);
  expect(of('staging').length).toBeGreaterThan(0);
  for (const { needs: _, ...own } of of('staging'))
    expect(JSON.stringify(own)).not.toMatch(/production/i);
  for (const { needs: _, ...own } of of('production'))
    expect(JSON.stringify(own)).not.toMatch(/staging/i);
  expect(job('default branch', 'apply staging')).toMatchObject({
    resource_group: 'staging',
    environment: { name: 'staging', deployment_tier: 'staging' },
    variables: { STACK: 'staging', AWS_ROLE_ARN: '$STAGING_APPLY_ROLE_ARN' },
  });
  expect(job('default branch', 'apply production')).toMatchObject({
    resource_group: 'production',
    environment: { name: 'production', deployment_tier: 'production' },
    variables: { STACK: 'production', AWS_ROLE_ARN: '$PRODUCTION_APPLY_ROLE_ARN' },
  });
  expect(job('default branch', 'plan staging')?.artifacts?.paths).toEqual([
    'report/staging/',
    'cdktf.out/stacks/staging/',
  ]);
});

describe('an environment with a branch of its own', () => {
  const own = jobsOfEvents(
    {
      'merge request into it': { ...all, ...mergeRequest('release-7') },
      'merge request into main': { ...all, ...mergeRequest('main') },
      'merge request into a similar one': { ...all, ...mergeRequest('my-release-7') },
      'default branch': { ...all, ...defaultBranch, AWS_APPLY_ROLE_ARN: arn('apply') },
      // The default branch, because the rules of the shipped pipeline allow no other.
      'its branch': {
        ...{ ...all, ...defaultBranch, AWS_APPLY_ROLE_ARN: arn('apply') },
        ...{ CI_COMMIT_BRANCH: 'release-7', CI_DEFAULT_BRANCH: 'release-7' },
      },
      'its schedule': {
        ...{ ...all, ...schedule, CI_COMMIT_BRANCH: 'release-7' },
      },
      'schedule of main': { ...all, ...schedule },
    },
    `include: [{ local: ci/jobs.yml }, { local: ci/environment.yml, inputs: { environment: live, branch: release-.* } }]`,
  );

  test.each([
    ['merge request into it', ['review live']],
    ['merge request into main', []],
    ['merge request into a similar one', []],
    ['default branch', []],
    ['its branch', ['apply live', 'plan live']],
    ['its schedule', ['drift live']],
    ['schedule of main', []],
  ])('%s', (event, expected) => {
    const names = own[event]?.map(({ name }) => name) ?? [];
    expect(names.filter((name) => /^(apply|drift|plan|review) /.test(name)).sort()).toEqual(
      expected,
    );
  });
});
