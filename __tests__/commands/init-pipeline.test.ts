import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EventVariables,
  type GitlabJob,
  jobsOfEvents,
  missingNeeds,
} from '../support/gitlab-jobs';

const arn = (role: string) => `arn:aws:iam::123456789012:role/shop-pipeline/shop-${role}`;
const roles = {
  AWS_PLAN_ROLE_ARN: arn('plan'),
  AWS_PUSH_ROLE_ARN: arn('push'),
  STAGING_APPLY_ROLE_ARN: arn('staging-apply'),
  PRODUCTION_APPLY_ROLE_ARN: arn('production-apply'),
};
const all = { ...roles, RUNNER_WITH_DOCKER: 'docker' };

const push = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_REF_PROTECTED: 'true' };
const defaultBranch = { ...push, CI_COMMIT_BRANCH: 'main' };
const mergeRequest = (sourceProject: string): EventVariables => ({
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_COMMIT_BRANCH: null,
  CI_PROJECT_ID: '1217',
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID: sourceProject,
});

let jobs: Record<string, GitlabJob[] | undefined>;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const args = ['--import', 'tsx', 'commands/init.ts', join(folder, 'shop')];
  expect(spawnSync(process.execPath, args, { encoding: 'utf8' }).stderr).toBe('');
  const events = {
    'new project, merge request': mergeRequest('1217'),
    'new project, default branch': defaultBranch,
    'merge request': { ...all, ...mergeRequest('1217') },
    fork: { ...all, ...mergeRequest('4711') },
    'default branch': { ...all, ...defaultBranch },
    'default branch, without a runner': { ...roles, ...defaultBranch },
    schedule: { ...all, ...defaultBranch, CI_PIPELINE_SOURCE: 'schedule' },
    'another branch': { ...all, ...push, CI_COMMIT_BRANCH: 'feature' },
  };
  jobs = jobsOfEvents(events, undefined, join(folder, 'shop'));
  rmSync(folder, { recursive: true });
});

const job = (event: string, name: string) => jobs[event]?.find((one) => one.name === name);
const rehearsals = ['rehearsal staging', 'rehearsal production'];
const applies = ['plan staging', 'plan production', 'apply staging', 'apply production'];

test.each([
  ['new project, merge request', ['check']],
  ['new project, default branch', ['check']],
  ['merge request', ['check', ...rehearsals, 'images', 'review staging', 'review production']],
  ['fork', ['check']],
  ['default branch', ['check', ...rehearsals, 'images', ...applies]],
  ['default branch, without a runner', ['check', ...applies]],
  ['schedule', ['check', 'drift staging', 'drift production']],
  ['another branch', undefined],
])('a new project has these jobs: %s', (event, names) => {
  expect(jobs[event]?.map(({ name }) => name).sort()).toEqual(names?.sort());
});

test('GitLab accepts each pipeline: what a job needs is in it', () => {
  expect(missingNeeds(jobs)).toEqual([]);
});

test('people apply what the plan before has saved: staging first, then production', () => {
  expect(job('default branch', 'apply production')).toMatchObject({
    when: 'manual',
    environment: { name: 'production', deployment_tier: 'production' },
    variables: { STACK: 'production', AWS_ROLE_ARN: '$PRODUCTION_APPLY_ROLE_ARN' },
    needs: expect.arrayContaining([
      expect.objectContaining({ job: 'plan production', optional: false }),
      expect.objectContaining({ job: 'check', optional: false }),
      expect.objectContaining({ job: 'apply staging', optional: false }),
    ]),
  });
  expect(job('default branch', 'apply staging')).toMatchObject({
    when: 'manual',
    environment: { name: 'staging', deployment_tier: 'staging' },
  });
});

test('jobs install the packages, and run the scripts of the package', () => {
  const [install, ...rest] = job('default branch', 'apply staging')?.before_script ?? [];
  expect(install).toBe('npm ci --cache .npm --prefer-offline');
  expect(rest.slice(-2)).toEqual([
    'npx magicnight ci terraform-install',
    'npx magicnight ci terraform-init',
  ]);
  expect(job('default branch', 'apply staging')?.script).toEqual([
    'npm run verify-plan -- "report/$STACK/fingerprint.json"',
    'npx magicnight ci apply',
  ]);
  expect(job('default branch', 'images')?.script).toEqual(['npx magicnight ci images']);
});
