import { createServer, type Server } from 'node:http';
import { markDeployed } from '../../../../commands/docker/deployed-images';
import { bytesOf, listen, serverAddress } from '../../../../commands/rehearsal/aws/http-server';
import { contentTag } from '../../../../constructs/images/content-tag';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';

const services = resolveServices([
  { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
]);
const environment = {
  ...{ capacity: 'fargate' as const, registry: 'registry', name: 'production' },
  ...{ region: 'eu-central-1', hostnames: [], pipelineActions: [], account: undefined, services },
};
const tag = contentTag({ folder: 'containers/web' });
const image = {
  repositoryName: 'shop/web',
  imageId: { imageTag: tag, imageDigest: `sha256:${'0123456789abcdef'.repeat(4)}` },
  imageManifest: '{"schemaVersion":2}',
  imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
};
const mark = 'deployed-production-0123456789ab';

interface Answer {
  readonly status?: number;
  readonly body: object;
}

/** The body of an answer, by the input of the call. */
type AnswerTo = (input: { imageIds: [{ imageTag: string }] }) => object;

/** Marks the image of `containers/web` in an ECR with these answers, and returns the calls and what was printed. */
async function marked(answers: Readonly<Record<string, Answer | AnswerTo>>) {
  const calls: object[] = [];
  const server: Server = createServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const input = JSON.parse(String(await bytesOf(request)));
    calls.push({ action, ...input });
    const answer = answers[action] ?? { status: 500, body: {} };
    const { status = 200, body } = typeof answer === 'function' ? { body: answer(input) } : answer;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  });
  await listen(server);
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_ECR: `http://${serverAddress(server)}`,
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
  const printed: string[] = [];
  const log = (line: string) => {
    printed.push(line);
  };
  const said = [
    jest.spyOn(console, 'log').mockImplementation(log),
    jest.spyOn(console, 'error').mockImplementation(log),
  ];
  try {
    const failed = await markDeployed('shop', environment).catch((error: Error) => error.message);
    return { calls, printed, failed };
  } finally {
    for (const one of said) one.mockRestore();
    process.env = before;
    server.close();
  }
}

const found = { body: { images: [image], failures: [] } };

test('the image gets a further tag, with the manifest that it has', async () => {
  const { calls, printed, failed } = await marked({ BatchGetImage: found, PutImage: { body: {} } });
  expect(failed).toBeUndefined();
  expect(calls).toEqual([
    {
      action: 'BatchGetImage',
      repositoryName: 'shop/web',
      imageIds: [{ imageTag: tag }],
      acceptedMediaTypes: expect.arrayContaining([image.imageManifestMediaType]),
    },
    {
      action: 'PutImage',
      repositoryName: 'shop/web',
      imageManifest: image.imageManifest,
      imageManifestMediaType: image.imageManifestMediaType,
      imageTag: mark,
    },
  ]);
  expect(printed).toEqual([`  shop/web:${tag} stays in ECR: it has the tag ${mark}`]);
});

test.each(['ImageTagAlreadyExistsException', 'ImageAlreadyExistsException'])(
  'an image that is marked already stays so: %s',
  async (type) => {
    const there = { status: 400, body: { __type: type, message: 'exists' } };
    expect(await marked({ BatchGetImage: found, PutImage: there })).toMatchObject({
      failed: undefined,
      printed: [`  shop/web:${tag} stays in ECR: it has the tag ${mark}`],
    });
  },
);

test('a mark on another image is an error with what to do', async () => {
  const there = { status: 400, body: { __type: 'ImageTagAlreadyExistsException' } };
  const { failed } = await marked({
    BatchGetImage: ({ imageIds: [{ imageTag }] }) =>
      imageTag === mark ? { images: [{ imageId: { imageDigest: 'sha256:other' } }] } : found.body,
    PutImage: there,
  });
  expect(failed).toBe(
    `AWS did not mark shop/web:${tag} as deployed: another image has the tag ${mark}. Find out who has set it, and remove it: aws ecr batch-delete-image --repository-name shop/web --image-ids imageTag=${mark}`,
  );
});

test('an image that was not pushed is no reason not to apply', async () => {
  const failures = [{ failureCode: 'ImageNotFound', failureReason: 'not found' }];
  const answer = { body: { images: [], failures } };
  expect(await marked({ BatchGetImage: answer })).toMatchObject({
    failed: undefined,
    printed: [`shop/web:${tag} is not in ECR in eu-central-1, and was not marked as deployed`],
  });
});

test('a role of before says what is missing', async () => {
  const message = 'role is not authorized to perform: ecr:PutImage';
  const refused = { status: 400, body: { __type: 'AccessDeniedException', message } };
  const { failed } = await marked({ BatchGetImage: found, PutImage: refused });
  expect(failed).toBe(
    `AWS did not mark shop/web:${tag} as deployed: ${message}\nApply the stack registry, which gives this permission to the role that applies`,
  );
});
