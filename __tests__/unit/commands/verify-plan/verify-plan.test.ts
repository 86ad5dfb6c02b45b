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
const artifactOf = (ref: string) =>
  `refs/merge-requests/7/${ref}/review fargate/report/fargate/fingerprint.json`;
const acceptanceHint = `Nothing was applied. To accept the plan in the log of job "plan fargate", for example a first plan, start this job again with the variable
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
    'review fargate',
  );

/** The message of a failed comparison, without the hint at its end. */
async function problem(mine?: Fingerprint): Promise<string> {
  const message: string = await compare(mine).catch((error) => error.message);
  expect(message.endsWith(`\n${acceptanceHint}`)).toBe(true);
  return message.slice(0, -acceptanceHint.length - 1);
}

const artifactPath = `/projects/1217/jobs/artifacts/refs/merge-requests/7/head/raw/report/fargate/fingerprint.json?job=review%20fargate`;
const commitPath = `/projects/1217/repository/commits/${commit}/merge_requests?per_page=100`;
const same = `The plan matches the one reviewed in !7: ${request.web_url}`;

test('the reviewed plan can be applied; only the token of the job is sent', async () => {
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

test('a report that was created after the merge was not reviewed', async () => {
  const merged_at = '2026-11-20T12:00:00.000Z';
  gitlab.mergeRequests.set(commit, [{ ...request, merged_at }]);
  const planned = (time: string) =>
    gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, planned: time }));
  planned('2026-11-20T11:59:59Z');
  expect(await compare()).toBe(same);
  planned('2026-11-20T12:00:01Z');
  expect(await problem()).toBe(
    'The report of job "review fargate" in !7 is for a plan of 2026-11-20T12:00:01Z, but !7 was merged at 2026-11-20T12:00:00.000Z: the job ran again after the merge, so this plan was not reviewed',
  );
  planned('yesterday');
  expect(await problem()).toBe(
    'The report of job "review fargate" in !7 is incomplete; write it again with npm run review',
  );
});

test('differences are listed by address', async () => {
  const mine = {
    ...own,
    fingerprint: hash('1'),
    changes: { 'aws_lb.main': 'other', 'aws_ecs_service.api': 'new' },
  };
  gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, fingerprint: hash('2') }));
  expect(await problem(mine)).toBe(`The plan of this pipeline differs from the one reviewed in !7:
  aws_ecs_service.api: only in this plan
  aws_lb.main: different change
  aws_vpc.main: only in the reviewed plan`);
});

test('different fingerprints with equal changes are a difference', async () => {
  gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, fingerprint: hash('2') }));
  expect(await problem()).toBe(
    'The plan of this pipeline differs from the one reviewed in !7:\n  the fingerprints differ, but all listed changes are equal',
  );
});

test('the report of a pipeline for the merged result counts, in each form of its ref', async () => {
  gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, commit: 'b'.repeat(40) }));
  gitlab.artifacts.set(
    artifactOf('merge')
      .replaceAll('/merge/', '%2Fmerge/')
      .replace('refs/merge-requests/', 'refs%2Fmerge-requests%2F'),
    text(reviewed),
  );
  expect(await compare()).toBe(same);
});

test('of the merge requests with a commit, the one that merged it into the branch counts', async () => {
  gitlab.mergeRequests.set(commit, [
    { ...request, iid: 1, state: 'opened' },
    { ...request, iid: 2, target_branch: 'feature' },
    { ...request, iid: 3, merge_commit_sha: 'd'.repeat(40) },
    request,
  ]);
  expect(await compare()).toBe(same);
});

test('a squashed merge request is found by its squash commit', async () => {
  const squashed = { ...request, merge_commit_sha: null, squash_commit_sha: commit };
  gitlab.mergeRequests.set(commit, [{ ...request, iid: 3, merge_commit_sha: null }, squashed]);
  expect(await compare()).toBe(same);
});

test.each<[string, () => void, string]>([
  [
    'a direct push',
    () => gitlab.mergeRequests.clear(),
    'Commit cccccccc was not merged into main by a merge request, so its plan was not reviewed',
  ],
  [
    'several merge requests',
    () => gitlab.mergeRequests.set(commit, [request, { ...request, iid: 8 }]),
    'Commit cccccccc was merged into main by several merge requests: !7, !8',
  ],
  [
    'no report',
    () => gitlab.artifacts.clear(),
    'Job "review fargate" in !7 has no report (404): the pipeline failed, it has no such job, or the artifacts have expired',
  ],
  [
    'a report of another commit',
    () => gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, commit: 'b'.repeat(40) })),
    'The report of job "review fargate" in !7 is for commit bbbbbbbb, but aaaaaaaa was merged: the last pipeline of !7 failed, or finished after the merge',
  ],
  [
    'another stack',
    () => gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, stack: 'ec2' })),
    'The plan is for stack "fargate", but stack "ec2" was reviewed in !7',
  ],
  [
    'an unknown version',
    () => gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, version: 2 })),
    'The report of job "review fargate" in !7 has version 2, but this command supports version 1: they come from different versions of this project',
  ],
  [
    'an incomplete report',
    () => gitlab.artifacts.set(artifactOf('head'), text({ ...reviewed, changes: null })),
    'The report of job "review fargate" in !7 is incomplete; write it again with npm run review',
  ],
])('%s is refused', async (_case, change, message) => {
  change();
  expect(await problem()).toBe(message);
});

test('a plan of another commit is not compared', async () => {
  expect(await problem({ ...own, commit: head })).toBe(
    `The plan is for commit ${head}, but this pipeline is for ${commit}`,
  );
  expect(gitlab.asked).toEqual([]);
});

test('a page instead of JSON is quoted by its beginning', async () => {
  gitlab.instead.push({ status: 200, body: '<!DOCTYPE html>\n<title>Sign in</title>' });
  expect(await problem()).toBe(
    `GitLab's response to GET ${commitPath} is not JSON; it begins with "<!DOCTYPE html>"`,
  );
});

test('a missing licence is named', async () => {
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
    'Job "review fargate" in !7 has no report (404): the pipeline failed, it has no such job, or the artifacts have expired; or this GitLab does not give artifacts to job tokens, which requires Premium',
  );
});

test('a person accepts exactly one plan', () => {
  expect(isAccepted(own, undefined)).toBe(false);
  expect(isAccepted(own, '')).toBe(false);
  expect(isAccepted(own, hash('1'))).toBe(true);
  expect(() => isAccepted(own, hash('2'))).toThrow(
    `ACCEPT_PLAN is "${hash('2')}", but the plan of this pipeline has the fingerprint ${hash('1')}: a different plan was accepted`,
  );
});

test('a fingerprint that is not JSON is reported with its file', () => {
  expect(() => parseFingerprint('', 'report/fingerprint.json')).toThrow(
    'report/fingerprint.json is not JSON; it begins with ""',
  );
});
