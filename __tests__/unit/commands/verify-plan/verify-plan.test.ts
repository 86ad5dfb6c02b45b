import { GitlabApi } from '../../../../commands/gitlab/gitlab-api';
import type { Fingerprint } from '../../../../commands/review/policy/fingerprint';
import { parseFingerprint } from '../../../../commands/verify-plan/fingerprint';
import type { MergeRequest } from '../../../../commands/verify-plan/merge-request';
import { isAccepted, verifyPlan } from '../../../../commands/verify-plan/verdict';
import { FakeGitlab } from '../../../support/fake-gitlab';

const hash = (digit: string) => digit.repeat(64);
const head = 'a'.repeat(40);
const commit = 'c'.repeat(40);
const changes = { 'aws_lb.main': 'one', 'aws_vpc.main': 'two' };

const own: Fingerprint = { version: 1, stack: 'fargate', commit, fingerprint: hash('1'), changes };
const reviewed: Fingerprint = { ...own, commit: head };
const request: MergeRequest = {
  iid: 7,
  state: 'merged',
  target_branch: 'main',
  sha: head,
  merge_commit_sha: commit,
  squash_commit_sha: null,
  web_url: 'https://gitlab.example/group/shop/-/merge_requests/7',
};

const text = (fingerprint: object) => JSON.stringify(fingerprint);
const artifactOf = (ref: string) => `refs/merge-requests/7/${ref}/review/report/fingerprint.json`;
const acceptanceHint = `Nothing was applied. If the plan in the log of job "plan" is wanted, as a first plan is, start this job again with the variable
ACCEPT_PLAN=${hash('1')}`;

let gitlab: FakeGitlab;
beforeEach(async () => {
  gitlab = await FakeGitlab.start();
  gitlab.mergeRequests.set(commit, [request]);
  gitlab.artifacts.set(artifactOf('head'), text(reviewed));
});
afterEach(() => gitlab.end());

const context = { project: '1217', branch: 'main', commit };
const compare = (mine: Fingerprint = own) =>
  verifyPlan(
    new GitlabApi({ url: gitlab.url, token: gitlab.token, pauseSeconds: 0 }),
    context,
    mine,
    'review',
  );

/** The message of a comparison that fails, without the way out that ends each. */
async function problem(mine?: Fingerprint): Promise<string> {
  const message: string = await compare(mine).catch((error) => error.message);
  expect(message.endsWith(`\n${acceptanceHint}`)).toBe(true);
  return message.slice(0, -acceptanceHint.length - 1);
}

const artifactPath = `/projects/1217/jobs/artifacts/refs/merge-requests/7/head/raw/report/fingerprint.json?job=review`;
const commitPath = `/projects/1217/repository/commits/${commit}/merge_requests?per_page=100`;
const same = `The plan does what was reviewed in !7: ${request.web_url}`;

test('the plan that was reviewed may be applied; the token of the job is all that is shown', async () => {
  expect(await compare()).toBe(same);
  expect(gitlab.asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `GET /api/v4${commitPath}`,
    `GET /api/v4${artifactPath}`,
  ]);
  expect(gitlab.asked.map(({ headers }) => headers['job-token'])).toEqual([
    'job-token',
    'job-token',
  ]);
});

test('a report that was made anew after the merge was reviewed by nobody', async () => {
  const merged_at = '2026-11-20T12:00:00.000Z';
  gitlab.mergeRequests.set(commit, [{ ...request, merged_at }]);
  const planned = (time: string) =>
    gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, planned: time }));
  planned('2026-11-20T11:59:59Z');
  expect(await compare()).toBe(same);
  planned('2026-11-20T12:00:01Z');
  expect(await problem()).toBe(
    'The report of job "review" in !7 is of a plan of 2026-11-20T12:00:01Z, but !7 was merged at 2026-11-20T12:00:00.000Z: the job ran again after the merge, when nobody reviews',
  );
  planned('yesterday');
  expect(await problem()).toBe(
    'The report of job "review" in !7 is not whole; npm run review writes it',
  );
});

test('a difference is told by address', async () => {
  const mine = {
    ...own,
    fingerprint: hash('1'),
    changes: { 'aws_lb.main': 'other', 'aws_ecs_service.api': 'new' },
  };
  gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, fingerprint: hash('2') }));
  expect(
    await problem(mine),
  ).toBe(`The plan of this pipeline is not the one that was reviewed in !7:
  aws_ecs_service.api: only in this plan
  aws_lb.main: another change
  aws_vpc.main: only in the reviewed plan`);
});

test('two reports that say the same of each address, but are not the same, are not taken for it', async () => {
  gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, fingerprint: hash('2') }));
  expect(await problem()).toBe(
    'The plan of this pipeline is not the one that was reviewed in !7:\n  in nothing that either of them lists',
  );
});

test('the report of a pipeline for the merged result counts, however GitLab wants its name', async () => {
  gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, commit: 'b'.repeat(40) }));
  gitlab.artifacts.set(
    artifactOf('merge')
      .replaceAll('/merge/', '%2Fmerge/')
      .replace('refs/merge-requests/', 'refs%2Fmerge-requests%2F'),
    text(reviewed),
  );
  expect(await compare()).toBe(same);
});

test('of the merge requests that have a commit that one counts by which it came to the branch', async () => {
  gitlab.mergeRequests.set(commit, [
    { ...request, iid: 1, state: 'opened' },
    { ...request, iid: 2, target_branch: 'feature' },
    { ...request, iid: 3, merge_commit_sha: 'd'.repeat(40) },
    request,
  ]);
  expect(await compare()).toBe(same);
});

test('a squashed merge request is known by its squash commit', async () => {
  const squashed = { ...request, merge_commit_sha: null, squash_commit_sha: commit };
  gitlab.mergeRequests.set(commit, [{ ...request, iid: 3, merge_commit_sha: null }, squashed]);
  expect(await compare()).toBe(same);
});

test.each<[string, () => void, string]>([
  [
    'a direct push',
    () => gitlab.mergeRequests.clear(),
    'Commit cccccccc came to main by no merge request, so that nobody has reviewed its plan',
  ],
  [
    'several merge requests',
    () => gitlab.mergeRequests.set(commit, [request, { ...request, iid: 8 }]),
    'Commit cccccccc came to main by several merge requests: !7, !8',
  ],
  [
    'no report',
    () => gitlab.artifacts.clear(),
    'There is no report of job "review" in !7 (404): its pipeline did not end well, had no such job, or its artifacts have expired',
  ],
  [
    'a report of another commit',
    () => gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, commit: 'b'.repeat(40) })),
    'The report of job "review" in !7 is of bbbbbbbb, but aaaaaaaa was merged: the last pipeline of !7 did not end well, or not before the merge',
  ],
  [
    'another stack',
    () => gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, stack: 'ec2' })),
    'The plan is of stack "fargate", but "ec2" was reviewed in !7',
  ],
  [
    'an unknown version',
    () => gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, version: 2 })),
    'The report of job "review" in !7 has version 2, this command knows 1: one of the two was written by another version of this project',
  ],
  [
    'a report that is not whole',
    () => gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, changes: null })),
    'The report of job "review" in !7 is not whole; npm run review writes it',
  ],
])('%s stops it', async (_case, change, message) => {
  change();
  expect(await problem()).toBe(message);
});

test('a plan of another commit is not compared at all', async () => {
  expect(await problem({ ...own, commit: head })).toBe(
    `The plan is of commit ${head}, this pipeline of ${commit}`,
  );
  expect(gitlab.asked).toEqual([]);
});

test('a page in place of JSON is told by how it begins', async () => {
  gitlab.instead.push({ status: 200, body: '<!DOCTYPE html>\n<title>Sign in</title>' });
  expect(await problem()).toBe(
    `GitLab's answer to GET ${commitPath} is not JSON, it begins with "<!DOCTYPE html>"`,
  );
});

test('where the licence lacks it, that is said', async () => {
  gitlab.artifacts.clear();
  const refusal = { status: 404, body: '{"message":"404 Project Not Found"}' };
  gitlab.instead.push(
    { status: 200, body: JSON.stringify([request]) },
    refusal,
    refusal,
    refusal,
    refusal,
  );
  expect(await problem()).toBe(
    'There is no report of job "review" in !7 (404): its pipeline did not end well, had no such job, or its artifacts have expired; this GitLab gives no artifacts to the token of a job, which takes Premium',
  );
});

test('a person accepts this very plan, and no other', () => {
  expect(isAccepted(own, undefined)).toBe(false);
  expect(isAccepted(own, '')).toBe(false);
  expect(isAccepted(own, hash('1'))).toBe(true);
  expect(() => isAccepted(own, hash('2'))).toThrow(
    `ACCEPT_PLAN is "${hash('2')}", but the plan of this pipeline has the fingerprint ${hash('1')}: another plan was accepted`,
  );
});

test('a fingerprint that is no JSON is told by its file', () => {
  expect(() => parseFingerprint('', 'report/fingerprint.json')).toThrow(
    'report/fingerprint.json is not JSON, it begins with ""',
  );
});
