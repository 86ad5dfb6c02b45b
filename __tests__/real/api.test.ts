import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { buildImage, Container, docker } from './container';
import { exchange } from './exchange';

const until = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

describeWith(['docker'], 'containers/api', () => {
  let image: string;
  let api: Container;
  let url: string;
  let port: number;

  beforeAll(async () => {
    image = await buildImage('api');
    api = await Container.healthy(image);
    url = await api.url();
    port = await api.port(8080);
  });

  test('GET /magicnight greets as JSON', async () => {
    const response = await fetch(`${url}/magicnight?from=here`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({ response: 'hello magic night!' });
  });

  test('HEAD answers like GET, without the body', async () => {
    const response = await fetch(`${url}/magicnight`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('33');
    expect(await response.text()).toBe('');
  });

  test.each(['/magicnight', '/healthz', '/readyz'])(
    'POST, DELETE and OPTIONS of %s are not allowed',
    async (path) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const response = await fetch(url + path, { method });
        expect(response.status).toBe(405);
        expect(response.headers.get('allow')).toBe('GET, HEAD');
        expect(await response.json()).toEqual({ error: 'Method Not Allowed' });
      }
    },
  );

  test.each(['/', '/magicnight/', '/magicnightx', '/Magicnight', '/%6dagicnight', '//magicnight'])(
    'nothing is found at %s, said as JSON',
    async (path) => {
      const response = await fetch(url + path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ error: 'Not Found' });
    },
  );

  test('is alive and ready', async () => {
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  test('logs one JSON line per request, with the trace, and none for health checks', async () => {
    const quiet = await Container.healthy(image);
    const base = await quiet.url();
    await fetch(`${base}/healthz`);
    await fetch(`${base}/readyz`);
    await fetch(`${base}/magicnight?token=secret`, {
      headers: {
        'x-amzn-trace-id': 'Self=1-a-b;Root=1-67891233-abcdef012345678912345678;Sampled=1',
        'x-forwarded-for': '203.0.113.9',
      },
    });
    await until(0.2);
    const [listening, ...lines] = (await quiet.logs()).trim().split('\n');
    expect(JSON.parse(listening ?? '')).toMatchObject({ message: 'listening', port: 8080 });
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? '');
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      method: 'GET',
      path: '/magicnight',
      status: 200,
      durationSeconds: expect.any(Number),
      client: expect.not.stringContaining('203.0.113.9'),
      traceId: '1-67891233-abcdef012345678912345678',
      message: 'request',
    });
  });

  test('trusts the configured number of forwarded hops', async () => {
    const behindTwo = await Container.healthy(image, { env: { TRUSTED_HOPS: '2' } });
    await fetch(`${await behindTwo.url()}/magicnight`, {
      headers: { 'x-forwarded-for': '192.0.2.66, 198.51.100.7, 10.0.0.2' },
    });
    await until(0.2);
    const line = JSON.parse((await behindTwo.logs()).trim().split('\n').at(-1) ?? '');
    expect(line.client).toBe('198.51.100.7');
  });

  test.each([
    ['GET http://[/magicnight HTTP/1.1', 400],
    ['GET http://night.example/magicnight?x HTTP/1.1', 200],
    ['GET ftp://a/magicnight HTTP/1.1', 404],
    ['OPTIONS * HTTP/1.1', 404],
    ['CONNECT a:80 HTTP/1.1', 405],
    ['GET /magicnight HTTP/1.1\r\nExpect: miracles', 200],
    ['GET /magicnight HTTP/1.1\r\nHost: b', 400],
  ])('%j is answered %i, as JSON', async (start, status) => {
    const { text } = await exchange(port, `${start}\r\nHost: a\r\nConnection: close\r\n\r\n`);
    const [header = '', body = ''] = text.split('\r\n\r\n');
    expect(header).toContain(`HTTP/1.1 ${status} `);
    expect(header).toContain('application/json; charset=utf-8');
    expect(typeof JSON.parse(body)).toBe('object');
  });

  test('the log has one JSON line with the client for each request', async () => {
    const strict = await Container.healthy(image);
    const at = await strict.port(8080);
    const close = 'Host: a\r\nConnection: close\r\n\r\n';
    await exchange(at, `GET http://[/ HTTP/1.1\r\n${close}`);
    await exchange(at, 'GARBAGE\r\n\r\n');
    await exchange(at, `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n${close}zz\r\n`);
    await exchange(at, `CONNECT a:80 HTTP/1.1\r\n${close}`);
    await until(0.2);
    const [, ...lines] = (await strict.logs()).trim().split('\n');
    const read = lines.map((line) => JSON.parse(line));
    expect(read.map(({ status }) => status)).toEqual([400, 400, 404, 405]);
    for (const { client } of read) expect(client).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  });

  test('a client that sends without reading is disconnected', async () => {
    const small = await Container.healthy(image, { args: ['--memory=256m', '--memory-swap=256m'] });
    const at = await small.port(8080);
    const greedy = Array.from({ length: 20 }, () => {
      const socket = connect(at, '127.0.0.1').on('error', () => {});
      socket.pause().write('GET /magicnight HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(20_000));
      return socket;
    });
    await until(5);
    expect((await fetch(`${await small.url()}/magicnight`)).status).toBe(200);
    for (const socket of greedy) socket.destroy();
    expect(await small.inspect('{{.State.OOMKilled}}')).toBe('false');
  });

  test('listens on PORT', async () => {
    const other = await Container.healthy(image, { env: { PORT: '9000' }, ports: [9000] });
    expect((await fetch(`${await other.url(9000)}/magicnight`)).status).toBe(200);
  });

  test('an invalid setting stops the start with a message', async () => {
    const wrong = await Container.start(image, { env: { PORT: 'http' } });
    const { code, output } = await wrong.ended();
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      level: 'fatal',
      message: 'PORT must be a whole number from 1 to 65535, got "http"',
    });
  });

  test.each([
    ['what is not HTTP', 'GARBAGE\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    ['a request without a host', 'GET /magicnight HTTP/1.1\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    [
      'two ways to say the length',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'HTTP/1.1 400 Bad Request',
    ],
    [
      'a header of 20,000 bytes',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      'HTTP/1.1 431 Request Header Fields Too Large',
    ],
  ])('refuses %s and closes', async (_what, request, answer) => {
    const { text } = await exchange(port, request);
    expect(text.split('\r\n')[0]).toBe(answer);
  });

  test('slow clients are refused, and no socket stays open', async () => {
    const sockets = async () =>
      Number(await docker('exec', api.id, 'sh', '-c', 'ls -l /proc/1/fd | grep -c socket:'));
    // Every few seconds, the health check of the image opens a socket for a moment.
    const fewest = async () => {
      const counts: number[] = [];
      for (let tries = 0; tries < 5; tries++) {
        counts.push(await sockets());
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      return Math.min(...counts);
    };
    await until(1);
    const before = await fewest();
    const [silent, header, body] = await Promise.all([
      exchange(port),
      exchange(port, 'GET /magicnight HTTP/1.1\r\nHost: a\r\nX-Slow:'),
      exchange(port, 'POST /magicnight HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf'),
    ]);
    expect(silent.text).toContain('408 Request Timeout');
    expect(header.text).toContain('408 Request Timeout');
    expect(header.seconds).toBeLessThan(20);
    expect(body.text).toContain('405 Method Not Allowed');
    expect(body.seconds).toBeLessThan(40);
    await until(1);
    expect(await fewest()).toBeLessThanOrEqual(before);
  });

  describe('on SIGTERM', () => {
    test('continues to serve while it drains, fails /readyz at once, then exits with 0', async () => {
      const draining = await Container.healthy(image, { env: { DRAIN_SECONDS: '2' } });
      const base = await draining.url();
      const started = performance.now();
      await docker('kill', '--signal=TERM', draining.id);
      await until(0.3);
      expect((await fetch(`${base}/readyz`)).status).toBe(503);
      expect((await fetch(`${base}/healthz`)).status).toBe(200);
      expect((await fetch(`${base}/magicnight`)).status).toBe(200);
      expect((await draining.ended()).code).toBe(0);
      expect((performance.now() - started) / 1000).toBeLessThan(8);
      await expect(fetch(`${base}/magicnight`)).rejects.toThrow('fetch failed');
    });

    test('a request that is being sent when the drain ends is answered', async () => {
      const draining = await Container.healthy(image, { env: { DRAIN_SECONDS: '1' } });
      const socket = connect(await draining.port(8080), '127.0.0.1');
      const answer = new Promise((resolve) => socket.once('data', (data) => resolve(String(data))));
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.write('GET /magicnight HTTP/1.1\r\nHost:');
      await docker('kill', '--signal=TERM', draining.id);
      await until(1.3);
      socket.write(' a\r\n\r\n');
      expect(await answer).toContain('HTTP/1.1 200 OK');
      expect((await draining.ended()).code).toBe(0);
    });

    test('no request fails, and half a request does not delay the exit', async () => {
      const draining = await Container.healthy(image, { env: { DRAIN_SECONDS: '4' } });
      const base = await draining.url();
      const stalled = exchange(
        await draining.port(8080),
        'GET /magicnight HTTP/1.1\r\nHost:',
      ).catch(() => undefined);
      await docker('kill', '--signal=TERM', draining.id);
      const answers = Array.from({ length: 12 }, () => fetch(`${base}/magicnight`));
      const statuses = (await Promise.all(answers)).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([200]));
      const started = performance.now();
      expect((await draining.ended()).code).toBe(0);
      await stalled;
      expect((performance.now() - started) / 1000).toBeLessThan(8);
    });
  });

  test('the log has each request when the container is stopped under load', async () => {
    const stopping = await Container.healthy(image, { env: { DRAIN_SECONDS: '1' } });
    const base = await stopping.url();
    const answered: string[] = [];
    const client = async (_: unknown, number: number) => {
      for (let count = 0; count < 100_000; count++) {
        const path = `/${number}/${count}`;
        const response = await fetch(base + path).catch(() => undefined);
        if (response === undefined) return;
        await response.text();
        answered.push(path);
      }
    };
    const clients = Promise.all(Array.from({ length: 8 }, client));
    while (answered.length < 500) await until(0.1);
    await docker('stop', '--time=30', stopping.id);
    await clients;
    const { code, output } = await stopping.ended();
    const lines = output.trim().split('\n');
    const logged = new Set(lines.map((line) => JSON.parse(line).path));
    expect(code).toBe(0);
    expect(answered.filter((path) => !logged.has(path))).toEqual([]);
    expect(JSON.parse(lines.at(-1) ?? '').message).toBe('stopped');
  });

  test('adds at most 12 MB to its base image and has no files of the package manager', async () => {
    const size = async (name: string) =>
      Number(await docker('inspect', '--format={{.Size}}', name));
    expect((await size(image)) - (await size('node:24-trixie-slim'))).toBeLessThan(12_000_000);
    const left = await docker(
      'exec',
      api.id,
      'sh',
      '-c',
      'ls -A /root /tmp /home/node/.npm 2>/dev/null || true',
    );
    expect(left).not.toContain('.npm');
  });

  test('an image from a checkout that only its owner can read works', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'private-'));
    cpSync('containers/api', folder, { recursive: true });
    execFileSync('chmod', ['-R', 'go-rwx', folder]);
    await docker('build', '--quiet', '--tag=magicnight-test/private', folder);
    await Container.healthy('magicnight-test/private');
    rmSync(folder, { recursive: true });
  });

  test('runs as a numeric user that is not root', async () => {
    expect(await docker('inspect', '--format={{.Config.User}}', image)).toBe('1000:1000');
    expect(await docker('exec', api.id, 'id', '-u')).toBe('1000');
  });
});
