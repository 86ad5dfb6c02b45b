import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Gateway } from '../../../../../commands/rehearsal/aws/gateway';

/** Answers with what it was asked. */
let emulator: Server;
let gateway: Gateway;
const messages: string[] = [];

beforeAll(async () => {
  emulator = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method, url, headers } = incoming;
    response.setHeader('transfer-encoding', 'chunked');
    response.end(
      JSON.stringify({ method, url, host: headers.host, body: Buffer.concat(chunks).toString() }),
    );
  });
  await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
  const { port } = emulator.address() as AddressInfo;
  const say = (line: string) => messages.push(line);
  gateway = await Gateway.start({ emulatorPort: port, region: 'eu-central-1', key: 'test', say });
});

afterAll(() => {
  gateway.stop();
  emulator.close();
  emulator.closeAllConnections();
});

/** Sends a request whose path may be a whole URL, as to a proxy. */
function send(path: string, headers: Record<string, string> = {}, body = '') {
  const [host, port] = gateway.address.split(':');
  return new Promise<{ status?: number; body: string }>((resolve, reject) => {
    const sent = request({ host, port, path, method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body: text }));
    });
    sent.on('error', reject).end(body);
  });
}

const key = (name: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${name}/20260101/eu-central-1/ecs/aws4_request`,
});

test.each([
  'http://ecs.eu-central-1.amazonaws.com/',
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:1/',
  'http://123456789012.example.com/',
])('another host is refused: %s', async (url) => {
  expect(await send(url)).toEqual({
    status: 403,
    body: JSON.stringify({ message: `foreign host: ${url}` }),
  });
  expect(messages.at(-1)).toBe(`gateway: refused, foreign host: ${url}`);
});

test('a tunnel is refused', async () => {
  const [host = '', port] = gateway.address.split(':');
  const text = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), host, () =>
      socket.write('CONNECT ecs.eu-central-1.amazonaws.com:443 HTTP/1.1\r\nHost: x\r\n\r\n'),
    );
    socket.on('data', (chunk) => resolve(chunk.toString()));
  });
  expect(text).toContain('HTTP/1.1 403 Forbidden');
});

test('a client that goes away while its tunnel is refused does not end the gateway', async () => {
  const [host = '', port] = gateway.address.split(':');
  const before = messages.length;
  const socket = connect({ port: Number(port), host, allowHalfOpen: true });
  socket.write('CONNECT gone.example:443 HTTP/1.1\r\nHost: x\r\n\r\n');
  const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
  while (messages.length === before) await soon();
  socket.resetAndDestroy();
  await soon();
  expect(messages.slice(before)).toEqual(['gateway: refused a tunnel to gone.example:443']);
  expect((await send('/', key('AKIAIOSFODNN7EXAMPLE'))).status).toBe(403);
});

test.each<[string, Record<string, string>, string]>([
  ['a key of somebody else', key('AKIAIOSFODNN7EXAMPLE'), 'foreign access key'],
  ['no key', {}, 'foreign access key'],
  ['a web page', { ...key('test'), origin: 'http://evil.example' }, 'a web page'],
  [
    'a name that leads here',
    { ...key('test'), host: 'evil.example' },
    'foreign host: evil.example',
  ],
])('%s is refused', async (_who, headers, message) => {
  expect(await send('/', headers)).toEqual({ status: 403, body: JSON.stringify({ message }) });
});

test('its own requests go to the emulator, by path, as a whole URL, and with an account before the host', async () => {
  for (const path of [
    '/x?y=%20z',
    `http://${gateway.address}/x?y=%20z`,
    `http://000000000000.${gateway.address}/x?y=%20z`,
  ]) {
    const { status, body } = await send(path, key('test'), 'text');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ method: 'POST', url: '/x?y=%20z', body: 'text' });
  }
});

test('no image is ever there, so that the engine takes its own', async () => {
  expect((await send('/v2/magicnight/api/manifests/1')).status).toBe(404);
});

const autoScaling = (operation: string, call: object) =>
  send(
    '/',
    { ...key('test'), 'x-amz-target': `AnyScaleFrontendService.${operation}` },
    JSON.stringify(call),
  );

test('Application Auto Scaling is answered from what it was given', async () => {
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/magicnight/api',
    ScalableDimension: 'ecs:service:DesiredCount',
  };
  await autoScaling('RegisterScalableTarget', {
    ...target,
    MinCapacity: 1,
    MaxCapacity: 4,
    Tags: { a: 'b' },
  });
  await autoScaling('RegisterScalableTarget', { ...target, MaxCapacity: 6 });
  const policy = { ...target, PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling' };
  await autoScaling('PutScalingPolicy', policy);
  const { body } = await autoScaling('DescribeScalableTargets', {
    ServiceNamespace: 'ecs',
    ResourceIds: [target.ResourceId],
  });
  const [found] = JSON.parse(body).ScalableTargets;
  expect(found).toMatchObject({ ...target, MinCapacity: 1, MaxCapacity: 6 });
  const tags = await autoScaling('ListTagsForResource', { ResourceARN: found.ScalableTargetARN });
  expect(tags.body).toBe('{"Tags":{"a":"b"}}');
  const policies = await autoScaling('DescribeScalingPolicies', {
    ServiceNamespace: 'ecs',
    PolicyNames: ['cpu'],
  });
  expect(JSON.parse(policies.body).ScalingPolicies).toEqual([expect.objectContaining(policy)]);
  expect(await autoScaling('DeleteScalingPolicy', policy)).toEqual({ status: 200, body: '{}' });
  expect((await autoScaling('DeleteScalingPolicy', policy)).status).toBe(400);
  expect(await autoScaling('DeregisterScalableTarget', target)).toEqual({
    status: 200,
    body: '{}',
  });
  expect((await autoScaling('GetPredictiveScalingForecast', {})).status).toBe(400);
});

test('alarms are answered by the gateway itself', async () => {
  const path = '/service/GraniteServiceVersion20100801/operation/DescribeAlarms';
  const { status, body } = await send(path, key('test'));
  expect(status).toBe(200);
  expect(body).toContain('MetricAlarms');
});
