import { ciVariable, GitlabApi } from '../../../../commands/gitlab/gitlab-api';
import { type Answer, FakeGitlab } from '../../../support/fake-gitlab';

const path = '/projects/1217/repository/commits/abc/merge_requests';
const good = { isFound: true, body: '[]' };
const failing: Answer = { status: 502, body: '<html>Bad gateway</html>' };

let gitlab: FakeGitlab;
beforeEach(async () => {
  gitlab = await FakeGitlab.start();
});
afterEach(() => gitlab.end());

const get = ({ token = gitlab.token, timeoutSeconds = 30, url = gitlab.url } = {}) =>
  new GitlabApi({ url, token, timeoutSeconds, pauseSeconds: 0 }).get(path);

test('what is there is told from what is not', async () => {
  expect(await get()).toEqual(good);
  gitlab.instead.push({ status: 404, body: 'no such commit' });
  expect(await get()).toEqual({ isFound: false, body: 'no such commit' });
});

test('a token that is not taken is told with what to look at, and not shown twice', async () => {
  await expect(get({ token: 'expired' })).rejects.toThrow(
    `GitLab denies GET ${path} to the token of this job (401): the user who starts the job must have at least the Developer role, and the token needs permission to read it (Settings > CI/CD > Job token permissions)`,
  );
  expect(gitlab.asked).toHaveLength(1);
});

test('a trouble that passes is no trouble', async () => {
  gitlab.instead.push(failing, { status: 429 }, failing);
  expect(await get()).toEqual(good);
});

test.each<[string, Answer, string]>([
  ['5xx', failing, 'status 502'],
  ['silence', { status: 200, isSilent: true }, 'no response within 0.05 s'],
])('%s that stays is told after four attempts', async (_case, answer, reason) => {
  gitlab.instead.push(answer, answer, answer, answer);
  await expect(get({ timeoutSeconds: answer.isSilent ? 0.05 : 30 })).rejects.toThrow(
    `GitLab did not respond to GET ${path} in 4 attempts: ${reason}; retry this job later`,
  );
  // One that was given up may not have come in yet.
  if (!answer.isSilent) expect(gitlab.asked).toHaveLength(4);
});

test('a GitLab that is not there is told', async () => {
  const other = await FakeGitlab.start();
  other.end();
  await expect(get({ url: other.url })).rejects.toThrow(
    `GitLab did not respond to GET ${path} in 4 attempts: ECONNREFUSED; retry this job later`,
  );
});

test('any other answer is told', async () => {
  gitlab.instead.push({ status: 400 });
  await expect(get()).rejects.toThrow(`GitLab returned status 400 for GET ${path}`);
});

test('the storage to which GitLab redirects is not told the token', async () => {
  const storage = await FakeGitlab.start();
  storage.instead.push({ status: 200, body: '{}' });
  const Location = `${storage.url}/artifact?signature=1`;
  gitlab.instead.push({ status: 302, headers: { Location } });
  expect(await get()).toEqual({ isFound: true, body: '{}' });
  expect(storage.asked.map(({ url, headers }) => [url, headers['job-token']])).toEqual([
    ['/api/v4/artifact?signature=1', undefined],
  ]);
  storage.end();
});

test('a redirect within GitLab keeps the token', async () => {
  gitlab.instead.push({ status: 301, headers: { Location: `${gitlab.url}${path}` } });
  expect(await get()).toEqual(good);
});

test('a redirect without end is told', async () => {
  gitlab.instead.push(...Array(6).fill({ status: 302, headers: { Location: gitlab.url } }));
  await expect(get()).rejects.toThrow(`GitLab redirects GET ${path} more than 5 times`);
});

test('outside of a job there is no variable of one', () => {
  expect(() => ciVariable('CI_SOMETHING')).toThrow(
    'CI_SOMETHING is not set; this command must run in a GitLab job',
  );
});
