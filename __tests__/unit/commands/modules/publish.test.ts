import { GitlabApi } from '../../../../commands/gitlab/gitlab-api';
import { compressed, tarOf } from '../../../../commands/modules/archive';
import { publish } from '../../../../commands/modules/publish';
import { type Answer, FakeGitlab } from '../../../support/fake-gitlab';

const moduleOf = (name: string) => ({ name, tar: tarOf(new Map([['main.tf.json', name]])) });
const modules = [moduleOf('shop'), moduleOf('shop-existing-vpc')];
const key = (name: string) => `${name}/aws/0.1.0`;
const url = (name: string) => `/api/v4/projects/1217/packages/terraform/modules/${name}/aws/0.1.0`;

let gitlab: FakeGitlab;
beforeEach(async () => {
  gitlab = await FakeGitlab.start();
});
afterEach(() => gitlab.end());

/** Publishes, and gives the lines that were said. */
async function published(token = gitlab.token): Promise<string[]> {
  const api = new GitlabApi({ url: gitlab.url, token, pauseSeconds: 0 });
  const context = { api: gitlab.url, project: '1217', namespace: 'group', version: '0.1.0' };
  const lines: string[] = [];
  await publish(api, context, modules, (line) => lines.push(line));
  return lines;
}

const asked = () => gitlab.asked.map((one) => `${one.method} ${one.url}`);

test('each module is uploaded, once nothing was found of any', async () => {
  expect(await published()).toEqual([
    'shop 0.1.0 was published',
    'shop-existing-vpc 0.1.0 was published',
  ]);
  expect(asked()).toEqual([
    `GET ${url('shop')}`,
    `GET ${url('shop-existing-vpc')}`,
    `PUT ${url('shop')}/file`,
    `PUT ${url('shop-existing-vpc')}/file`,
  ]);
  expect([...gitlab.modules.files]).toEqual(
    modules.map(({ name, tar }) => [key(name), compressed(tar)]),
  );
});

test('a job that has ended half-way is ended by another one', async () => {
  gitlab.modules.files.set(key('shop'), compressed(moduleOf('shop').tar));
  expect(await published()).toEqual([
    'shop 0.1.0 is already published with the same content',
    'shop-existing-vpc 0.1.0 was published',
  ]);
  expect(await published()).toEqual([
    'shop 0.1.0 is already published with the same content',
    'shop-existing-vpc 0.1.0 is already published with the same content',
  ]);
});

test('where one is there with other content, none is uploaded', async () => {
  gitlab.modules.files.set(key('shop-existing-vpc'), compressed(moduleOf('other').tar));
  await expect(published()).rejects.toThrow(
    'shop-existing-vpc 0.1.0 is already published with other content, and GitLab never changes a published version: set another version (npm version --no-git-tag-version), run npm run synth, commit both, and tag the commit',
  );
  expect(asked().filter((one) => one.startsWith('PUT'))).toEqual([]);
});

const none: Answer = { status: 404 };

test('an attempt that came in without an answer is known when it is made again', async () => {
  gitlab.instead.push(none, none, { status: 502 });
  gitlab.modules.files.set(key('shop'), compressed(moduleOf('shop').tar));
  expect(await published()).toEqual([
    'shop 0.1.0 was published by another attempt with the same content',
    'shop-existing-vpc 0.1.0 was published',
  ]);
});

test('a module of that name in another project of the group is told', async () => {
  gitlab.modules.elsewhere.add('shop/aws');
  await expect(published()).rejects.toThrow(
    'GitLab rejects shop/aws 0.1.0 (403: A module with the same name already exists in the namespace.): another project of group "group" has a module with this name. Ask an owner of the group to allow duplicates (Settings > Packages and registries > Terraform module), and retry this job; or publish the module under another name with a new version. Published modules are unchanged',
  );
});

const notTaken = (detail: string, mend: string) =>
  `GitLab rejects shop/aws 0.1.0 (${detail}): ${mend}. Published modules are unchanged`;
const developer =
  'the user who starts the job must have at least the Developer role, no rule may protect packages with this name (Settings > Packages and registries), and the token of a job expires with the job. Then retry this job';
const tooLarge =
  'the module exceeds a size limit of this GitLab. Its administrator can raise the limits of packages (terraform_module_max_file_size) and of the web server. Then retry this job';
const errorAnswer = (status: number, message: string): Answer => ({
  status,
  body: JSON.stringify({ message }),
});

test.each<[Answer, string, string]>([
  [errorAnswer(401, '401 Unauthorized'), '401: 401 Unauthorized', developer],
  [errorAnswer(403, '403 Forbidden'), '403: 403 Forbidden', developer],
  [
    errorAnswer(403, 'Package version already exists.'),
    '403: Package version already exists.',
    'this version is already published, but this job cannot download it for comparison. Delete it under Operate > Terraform modules, and retry this job; or set another version (npm version --no-git-tag-version), and tag it',
  ],
  [
    errorAnswer(404, '404 Not Found'),
    '404: 404 Not Found',
    'project 1217 has no package registry. Enable it (Settings > General > Visibility > Package registry), and retry this job',
  ],
  [
    errorAnswer(400, '400 Bad request - File is too large'),
    '400: 400 Bad request - File is too large',
    tooLarge,
  ],
  [{ status: 413, body: '<html>\n<head>' }, '413: <html>', tooLarge],
  [
    { status: 400, body: '{"error":"file is invalid"}' },
    '400: file is invalid',
    'the administrator can find the reason in the logs of GitLab',
  ],
  [{ status: 422 }, '422', 'the administrator can find the reason in the logs of GitLab'],
])('%j to an upload is told with what to do', async (answer, detail, mend) => {
  gitlab.instead.push(none, none, answer);
  await expect(published()).rejects.toThrow(new Error(notTaken(detail, mend)));
});

test('a token that may not read is told before anything is uploaded', async () => {
  await expect(published('expired')).rejects.toThrow(
    'GitLab denies GET /projects/1217/packages/terraform/modules/shop/aws/0.1.0 to the token of this job (401)',
  );
  expect(asked()).toEqual([`GET ${url('shop')}`]);
});

test('a GitLab that does not take it for a while is told', async () => {
  gitlab.instead.push(none, none, ...Array(4).fill({ status: 503 }));
  await expect(published()).rejects.toThrow(
    'GitLab did not respond to PUT /projects/1217/packages/terraform/modules/shop/aws/0.1.0/file in 4 attempts: status 503; retry this job later',
  );
});

test('the storage from which GitLab serves what is there is not told the token', async () => {
  const storage = await FakeGitlab.start();
  storage.instead.push({ status: 200, body: compressed(moduleOf('shop').tar) });
  gitlab.instead.push({ status: 302, headers: { Location: `${storage.url}/file?signature=1` } });
  expect(await published()).toContain('shop 0.1.0 is already published with the same content');
  expect(storage.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  storage.end();
});

test('an upload goes to no other address', async () => {
  const location = 'https://elsewhere.example/api/v4/file';
  gitlab.instead.push(none, none, { status: 307, headers: { Location: location } });
  await expect(published()).rejects.toThrow(
    'GitLab redirects PUT /projects/1217/packages/terraform/modules/shop/aws/0.1.0/file to https://elsewhere.example, which is not followed; CI_API_V4_URL must be the address that GitLab is configured with (external_url)',
  );
});
