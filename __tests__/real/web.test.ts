import { describeWith } from '../support/needs';
import { buildImage, Container, docker } from './container';
import { exchange } from './exchange';

const security = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
  'content-security-policy': expect.stringMatching(
    /style-src 'self' 'unsafe-inline'.*frame-ancestors 'self'/,
  ),
  'cache-control': 'no-cache',
};

describeWith(['docker'], 'containers/web', () => {
  let image: string;
  let web: Container;
  let url: string;

  beforeAll(async () => {
    image = await buildImage('web');
    web = await Container.healthy(image);
    url = await web.url();
  });

  test('serves the page that is part of the image', async () => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('This page is part of the image.');
  });

  test.each([
    ['GET', '/', 200],
    ['GET', '/healthz', 200],
    ['HEAD', '/', 200],
    ['GET', '/nothing', 404],
    ['GET', '/folder/', 404],
    ['POST', '/', 405],
    ['DELETE', '/nothing', 405],
    ['OPTIONS', '/', 405],
  ])('%s %s answers %i with the security headers', async (method, path, status) => {
    const response = await fetch(url + path, { method });
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject(security);
    expect(response.headers.get('allow')).toBe(status === 405 ? 'GET, HEAD' : null);
  });

  test('a malformed request is refused with the security headers', async () => {
    const { text } = await exchange(await web.port(8080), 'GARBAGE\r\n\r\n');
    expect(text).toContain('400 Bad Request');
    expect(text).toContain('X-Content-Type-Options: nosniff');
  });

  test('shows neither a version of nginx nor a list of files', async () => {
    const answers = await Promise.all(
      ['/', '/nothing', '/404.html'].map(async (path) => {
        const response = await fetch(url + path);
        return `${response.headers.get('server')} ${await response.text()}`;
      }),
    );
    expect(answers.join()).not.toMatch(/nginx\/\d|Index of/);
    expect((await fetch(`${url}/404.html`)).status).toBe(404);
  });

  test('an unchanged page is answered with 304', async () => {
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^(W\/)?"[\w-]+"$/);
    const again = await fetch(url, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(Object.fromEntries(again.headers)).toMatchObject({
      ...security,
      vary: 'Accept-Encoding',
    });
  });

  test('compresses for clients that support it', async () => {
    const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    const zipped = await fetch(url, { headers: { 'accept-encoding': 'gzip', via: '1.1 cdn' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('vary')).toBe('Accept-Encoding');
  });

  test('logs one JSON line per request, with the trace, and none for health checks', async () => {
    const quiet = await Container.healthy(image);
    const base = await quiet.url();
    await fetch(`${base}/healthz`);
    await fetch(`${base}/nothing?token=secret`, {
      headers: { 'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=1' },
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const lines = (await quiet.logs()).trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      method: 'GET',
      path: '/nothing',
      status: 404,
      durationSeconds: expect.any(Number),
      traceId: '1-67891233-abcdef012345678912345678',
    });
  });

  test('stops with 0, and has logged each request', async () => {
    const stopping = await Container.healthy(image);
    const base = await stopping.url();
    const paths = Array.from({ length: 200 }, (_, index) => `/nothing/${index}`);
    await Promise.all(paths.map(async (path) => (await fetch(base + path)).text()));
    await docker('stop', '--time=30', stopping.id);
    const { code, output } = await stopping.ended();
    expect(code).toBe(0);
    const logged = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).path);
    expect(new Set(logged)).toEqual(new Set(paths));
  });

  test('adds at most 15 MB to its base image and has no files of the package manager', async () => {
    const size = async (name: string) =>
      Number(await docker('inspect', '--format={{.Size}}', name));
    expect((await size(image)) - (await size('debian:trixie-slim'))).toBeLessThan(15_000_000);
    const left = await docker(
      'exec',
      web.id,
      'sh',
      '-c',
      'find /var/lib/apt/lists /var/cache/apt /var/log -type f',
    );
    expect(left).toBe('');
  });

  test('runs as a numeric user that is not root', async () => {
    expect(await docker('inspect', '--format={{.Config.User}}', image)).toBe('101:101');
    expect(await docker('exec', web.id, 'id', '-u')).toBe('101');
  });
});
