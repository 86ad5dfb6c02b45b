import { connect } from 'node:net';
import { httpRequest } from '../../commands/http/http-request';
import { describeWith } from '../support/needs';
import { buildImage, type Container, docker } from './container';
import { exchange } from './exchange';
import { answersAfterIdle } from './idle-connection';
import { Network } from './network';

describeWith(['docker'], 'containers/proxy', () => {
  let image: string;
  let network: Network;
  let proxy: Container;
  let url: string;
  let idle: Promise<string[][]>;

  const startProxy = (ROUTES: string, env = {}) =>
    network.add('proxy', image, { env: { TLS: 'off', ROUTES, ...env } });

  beforeAll(async () => {
    image = await buildImage('proxy');
    // Takes a minute, and runs beside the other tests.
    idle = Promise.all(['api', 'web', 'proxy'].map(answersAfterIdle));
    idle.catch(() => {});
    network = await Network.create();
    await network.addMirror();
    proxy = await startProxy(
      `/whole=http://mirror:8080 /a/=http://mirror:8080/ /a/deep=http://mirror:8080
       /moved/=http://mirror:8080/ /base=http://mirror:8080/under/ /v1.0+x/=http://mirror:8080/
       shop.local/b/=http://mirror:8080/ shop.local/whole/part=http://mirror:8080
       /missing=http://nobody:8080 /closed=http://mirror:9`,
    );
    url = await proxy.url();
    while ((await ask('/whole').catch(() => undefined))?.status !== 200) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  afterAll(() => network?.remove());

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    httpRequest(url, { path, headers, method });

  /** The path that the service receives, or the status if the request does not succeed. */
  const arrives = async (path: string, headers = {}) => {
    const { status, body } = await ask(path, headers);
    return status === 200 ? JSON.parse(body).url : status;
  };

  test.each([
    ['/whole', '/whole'],
    ['/whole/', '/whole/'],
    ['/whole/x?y=1&z=%20', '/whole/x?y=1&z=%20'],
    ['/whole/%2F%20%E2%82%AC', '/whole/%2F%20%E2%82%AC'],
    ['/a/', '/'],
    ['/a/?q', '/?q'],
    ['/a/x%2Fy%20z?q=%2F', '/x%2Fy%20z?q=%2F'],
    ['/a//x', '//x'],
    ['/%61/x', '/x'],
    ['/%61/x%20y%0a', '/x%20y%0A'],
    ['/a/x/../y', '/y'],
    ['/a/x/%2e%2e/y', '/y'],
    ['/a/deep', '/a/deep'],
    ['/a/deep/er', '/a/deep/er'],
    ['/a/deeper', '/deeper'],
    ['/base/x', '/under/x'],
    ['/v1.0+x/y', '/y'],
    ['/v1a0+x/y', 404],
    ['/wholesome', 404],
    ['/ab', 404],
    ['/', 200],
  ])('%s arrives as %s', async (path, expected) => {
    if (path === '/') expect((await ask(path)).status).toBe(expected);
    else expect(await arrives(path)).toBe(expected);
  });

  test('a route with a host applies to that host only, and takes precedence over routes without', async () => {
    expect(await arrives('/b/x')).toBe(404);
    expect(await arrives('/b/x', { host: 'SHOP.local:8080' })).toBe('/x');
    expect(await arrives('/whole/part', { host: 'shop.local' })).toBe('/whole/part');
    expect(await arrives('/a/x', { host: 'shop.local' })).toBe('/x');
  });

  test.each([
    ['/a', '/a/'],
    ['/a?x=1&y=%20', '/a/?x=1&y=%20'],
    ['/base', '/base/'],
  ])('%s redirects to %s at the public host and port', async (path, target) => {
    const { status, headers } = await ask(path, { host: 'night.example:9000' });
    expect(status).toBe(308);
    expect(headers.location).toBe(`http://night.example:9000${target}`);
  });

  test('a redirect of a service to its own address leads back through the proxy', async () => {
    const { status, headers } = await ask('/a/moved');
    expect(status).toBe(302);
    expect(headers.location).toBe('/a/there');
  });

  test('/ without a route is a page of links', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('<a href="/whole">/whole</a>');
    expect(body).toContain('<a href="/a/">/a/</a>');
    expect(body).toContain('shop.local/b/');
    const refused = await ask('/', {}, 'POST');
    expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('a path without a route is not found', async () => {
    const { status, body } = await ask('/nothing');
    expect(status).toBe(404);
    expect(body).toContain('No route leads here.');
  });

  test('reports the client, and does not trust the headers of the client', async () => {
    const forged = {
      host: 'night.example:8443',
      'x-forwarded-for': '203.0.113.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-port': '1',
      'x-forwarded-prefix': '/evil',
      'x-real-ip': '203.0.113.1',
      forwarded: 'for=203.0.113.1',
    };
    const { headers } = JSON.parse((await ask('/whole', forged)).body);
    expect(headers).toMatchObject({
      host: 'night.example:8443',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'night.example:8443',
      'x-forwarded-port': '8443',
      'x-forwarded-for': expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
    expect(JSON.stringify(headers)).not.toMatch(/203\.0\.113\.1|evil/);
  });

  test('forwards a trace id and logs it', async () => {
    const trace = 'Root=1-67891233-abcdef012345678912345678;Sampled=1';
    const { headers } = JSON.parse((await ask('/whole', { 'x-amzn-trace-id': trace })).body);
    expect(headers['x-amzn-trace-id']).toBe(trace);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(JSON.parse((await proxy.logs()).trim().split('\n').at(-1) ?? '')).toMatchObject({
      path: '/whole',
      route: '/whole',
      status: 200,
      traceId: '1-67891233-abcdef012345678912345678',
    });
  });

  test('the headers of an answer of a service are not changed', async () => {
    expect((await ask('/a/latin')).headers['content-type']).toBe('text/html');
    expect((await ask('/a/cookies')).headers['set-cookie']).toHaveLength(5);
    expect(JSON.parse((await ask('/a/inside')).body).url).toBe('/inside');
  });

  test('a large header of a client passes', async () => {
    const cookie = 'x'.repeat(12_000);
    expect(JSON.parse((await ask('/whole', { cookie })).body).headers.cookie).toBe(cookie);
  });

  test('an old client without a Host is served, an invalid Host is refused', async () => {
    const port = Number(new URL(url).port);
    const old = await exchange(port, 'GET /whole HTTP/1.0\r\n\r\n');
    expect(old.text).toContain('HTTP/1.1 200 OK');
    for (const host of ['x"><@evil', 'a b', 'a:1:2', 'a:123456']) {
      const { text } = await exchange(
        port,
        `GET /a HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
      expect(text.split('\r\n')[0]).toBe('HTTP/1.1 400 Bad Request');
    }
  });

  test('a host in the request line takes precedence over the header', async () => {
    const request =
      'GET http://SHOP.local/b/x HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n';
    const { text } = await exchange(Number(new URL(url).port), request);
    expect(text).toContain('"host":"shop.local"');
    expect(text).not.toContain('other.example');
  });

  test('each line of the log is JSON, also for refused requests', async () => {
    await exchange(Number(new URL(url).port), 'NONSENSE\r\n\r\n');
    await exchange(Number(new URL(url).port), 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const lines = (await proxy.logs())
      .trim()
      .split('\n')
      .filter((line) => !line.includes('[error]'));
    for (const line of lines) expect(typeof JSON.parse(line).status).toBe('number');
  });

  test('only upgrades to WebSocket are supported', async () => {
    const { body } = await ask('/whole', {
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABkAARAAAAAAAIAAAAA',
    });
    expect(JSON.parse(body).headers).not.toHaveProperty('upgrade');
    expect(JSON.parse(body).headers).not.toHaveProperty('http2-settings');
  });

  test('300 routes with hosts of 100 characters start, without a warning', async () => {
    const host = `${'h'.repeat(60)}.${'i'.repeat(40)}.example`;
    const routes = Array.from({ length: 300 }, (_, index) => `/r${index}/=http://mirror:8080/`);
    const many = await startProxy([...routes, `${host}/r7=http://mirror:8080`].join('\n'));
    await many.untilHealthy();
    expect(await many.logs()).toBe('');
    const { status, body } = await httpRequest(await many.url(), { path: '/r299/x' });
    expect([status, JSON.parse(body).url]).toEqual([200, '/x']);
    expect((await httpRequest(await many.url(), { path: '/' })).body.match(/<li>/g)).toHaveLength(
      301,
    );
  });

  test('names in /etc/hosts are found, and an open standard input does not block the start', async () => {
    const ROUTES = '/local=http://localhost:8081 /box=http://box:80';
    const args = ['--interactive', '--add-host=box:127.0.0.2'];
    const other = await network.add('proxy', image, { env: { TLS: 'off', ROUTES }, args });
    await other.untilHealthy();
    expect((await httpRequest(await other.url(), { path: '/local' })).status).toBe(404);
    expect((await httpRequest(await other.url(), { path: '/box' })).status).toBe(502);
    expect(await other.logs()).toContain('upstream: "http://127.0.0.2:80/box"');
  });

  test('WebSocket connections pass', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const received = () =>
      new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
    socket.write(
      'GET /whole HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    expect(await received()).toContain('101 Switching Protocols');
    socket.write('hello');
    expect(await received()).toBe('hello');
    socket.destroy();
  });

  test('bodies up to 10 MiB pass, larger ones are refused', async () => {
    const send = (bytes: number) =>
      fetch(`${url}/whole`, { method: 'POST', body: new Uint8Array(bytes) });
    expect(await (await send(10 * 1024 * 1024)).json()).toMatchObject({ bytes: 10 * 1024 * 1024 });
    expect((await send(10 * 1024 * 1024 + 1)).status).toBe(413);
  });

  test.each(['/missing', '/closed'])(
    '%s gives 502 with a page that names the route',
    async (path) => {
      const { status, body } = await ask(path);
      expect(status).toBe(502);
      expect(body).toContain(`The service behind <code>${path}</code> does not answer.`);
    },
  );

  test('an unreachable address gives 502 within 10 s', async () => {
    const subnet = await docker(
      'network',
      'inspect',
      '--format={{(index .IPAM.Config 0).Gateway}}',
      network.name,
    );
    const nobody = subnet.replace(/\.\d+$/, '.250');
    const other = await startProxy(`/nobody=http://${nobody}:80`);
    await other.untilHealthy();
    const started = performance.now();
    const { status, body } = await httpRequest(await other.url(), { path: '/nobody' });
    expect(status).toBe(502);
    expect(body).toContain('The service behind <code>/nobody</code>');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('a service that does not answer gives 504 within 60 s, and the others are not affected', async () => {
    const silent = await network.addMirror('silent');
    const other = await startProxy('/silent=http://silent:8080 /whole=http://mirror:8080');
    await other.untilHealthy();
    const base = await other.url();
    while ((await httpRequest(base, { path: '/silent' })).status !== 200);
    // Not "docker pause", which a busy machine can refuse.
    await docker('kill', '--signal=STOP', silent.id);
    const started = performance.now();
    const waiting = httpRequest(base, { path: '/silent' });
    expect((await httpRequest(base, { path: '/whole' })).status).toBe(200);
    const { status, body } = await waiting;
    expect(status).toBe(504);
    expect(body).toContain('The service behind <code>/silent</code> took too long to answer.');
    expect(performance.now() - started).toBeLessThan(60_000);
    await docker('kill', '--signal=CONT', silent.id);
  });

  test('starts without its services, and finds a replaced one', async () => {
    const other = await startProxy('/late=http://late:8080');
    await other.untilHealthy();
    const base = await other.url();
    const status = async () => (await httpRequest(base, { path: '/late' })).status;
    const until200 = async () => {
      const started = performance.now();
      while ((await status()) !== 200) await new Promise((resolve) => setTimeout(resolve, 200));
      return (performance.now() - started) / 1000;
    };
    expect(await status()).toBe(502);
    const first = await network.addMirror('late');
    expect(await until200()).toBeLessThan(15);
    const address = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
    const before = await first.inspect(address);
    await first.remove();
    await network.addMirror('squatter');
    const second = await network.addMirror('late');
    expect(await second.inspect(address)).not.toBe(before);
    expect(await until200()).toBeLessThan(15);
  });

  test.each([
    ['', 'ROUTES is empty; write for example ROUTES="/=http://app:8080"'],
    [' \n ', 'ROUTES is empty; write for example ROUTES="/=http://app:8080"'],
    ['/ok=http://a:1 /a', 'ROUTES: "/a" has no "="; write [host]/path=http://host:port'],
    ['a=http://a:1', 'ROUTES: "a=http://a:1" has no path; write for example /a=http://a:1'],
    ['/a=a:8080', 'ROUTES: "/a=a:8080" must have a target such as http://host:port'],
    ['/a=https://a', 'ROUTES: "/a=https://a" must have a target such as http://host:port'],
    ['/a=http://', 'ROUTES: "/a=http://" has the target ""; write host:port'],
    ['/a=http://a;b', 'ROUTES: "/a=http://a;b" has the target "a;b"; write host:port'],
    ['/a=http://a:0', 'ROUTES: "/a=http://a:0" has port 0; write one from 1 to 65535'],
    ['/a=http://a:080', 'ROUTES: "/a=http://a:080" has port 080; write one from 1 to 65535'],
    [
      '/a=http://999.1.1.1',
      'ROUTES: "/a=http://999.1.1.1" has the target "999.1.1.1"; write host:port',
    ],
    ['/a=http://a..b', 'ROUTES: "/a=http://a..b" has the target "a..b"; write host:port'],
    [
      '/a=http://[1::2::3]:80',
      'ROUTES: "/a=http://[1::2::3]:80" has the target "[1::2::3]:80"; write host:port',
    ],
    ['/a=http://[1]:80', 'ROUTES: "/a=http://[1]:80" has the target "[1]:80"; write host:port'],
    [
      `/${'a'.repeat(1000)}=http://a`,
      `ROUTES: "/${'a'.repeat(1000)}=http://a" has a path of 1001 characters; 1000 are allowed`,
    ],
    ['/a=http://a:65536', 'ROUTES: "/a=http://a:65536" has port 65536; write one from 1 to 65535'],
    [
      '/a{=http://a',
      'ROUTES: "/a{=http://a" has a path with characters other than letters, digits and . _ ~ @ : + - /',
    ],
    ['/a/../b=http://a', 'ROUTES: "/a/../b=http://a" has a path with "//" or dot segments'],
    ['/a//b=http://a', 'ROUTES: "/a//b=http://a" has a path with "//" or dot segments'],
    [
      '*.x/a=http://a',
      'ROUTES: "*.x/a=http://a" has the host "*.x"; write a name without port or wildcard, such as shop.local',
    ],
    [
      '/a=http://a:80/x',
      'ROUTES: "/a=http://a:80/x" must end with "/", because /x replaces the path of the route',
    ],
    [
      '/a=http://a /a/=http://b/',
      'ROUTES: "/a/=http://b/" is the same route as "/a=http://a"; write each route once',
    ],
  ])('ROUTES=%j stops the start', async (ROUTES, message) => {
    const wrong = await startProxy(ROUTES);
    expect(await wrong.ended()).toEqual({ code: 1, output: `proxy: ${message}\n` });
  });

  test('adds at most 15 MB to its base image and has no files of the package manager', async () => {
    const size = async (name: string) =>
      Number(await docker('inspect', '--format={{.Size}}', name));
    expect((await size(image)) - (await size('debian:trixie-slim'))).toBeLessThan(15_000_000);
    const left = await docker(
      'exec',
      proxy.id,
      'sh',
      '-c',
      'find /var/lib/apt/lists /var/cache/apt /var/log -type f',
    );
    expect(left).toBe('');
  });

  test('runs as a numeric user that is not root, and stops with 0', async () => {
    expect(await docker('inspect', '--format={{.Config.User}}', image)).toBe('101:101');
    const stopping = await startProxy('/=http://mirror:8080');
    await stopping.untilHealthy();
    await docker('stop', '--time=30', stopping.id);
    expect((await stopping.ended()).code).toBe(0);
  });

  test('all images keep an idle connection longer than the 60 s of a load balancer', async () => {
    const [api = [], ...others] = await idle;
    expect(new Set(api)).toEqual(new Set(['HTTP/1.1 404 Not Found']));
    for (const answers of others) expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 200 OK']));
  });
});
