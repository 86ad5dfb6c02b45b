import { describeWith } from '../support/needs';
import { buildImage, Container, docker } from './container';
import { Network } from './network';

const until = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const root = '1-67891233-abcdef012345678912345678';

/** A lookup without an answer takes at least two tries of five seconds; a busy machine takes less for all else. */
const lookupSeconds = 10;

describeWith(['docker'], 'containers/api beside containers/xray-daemon', () => {
  let images: { api: string; daemon: string };
  let network: Network;
  let daemon: Container;
  let api: Container;
  let apiWithOtlp: Container;

  const startApi = async (name: string, env: Record<string, string>, args: string[] = []) => {
    const container = await network.add(name, images.api, { env, args });
    await container.untilHealthy();
    return container;
  };

  const startDaemon = async (name: string) => {
    const container = await network.add(name, images.daemon, { ports: [] });
    await container.untilHealthy();
    return container;
  };

  beforeAll(async () => {
    images = { api: await buildImage('api'), daemon: await buildImage('xray-daemon') };
    network = await Network.create();
    daemon = await startDaemon('xray-daemon');
    api = await startApi('api', {
      AWS_XRAY_DAEMON_ADDRESS: 'xray-daemon:2000',
      AWS_XRAY_TRACING_NAME: 'night-api',
    });
    apiWithOtlp = await startApi('api-with-otlp', {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://xray-daemon:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_SERVICE_NAME: 'night-otlp',
    });
  });

  afterAll(() => network?.remove());

  const ask = async (container: Container, path: string, header = `Root=${root};Sampled=1`) => {
    const [status] = await askOften(1, container, path, header);
    return status;
  };

  /** Sends requests in sequence. Returns their statuses. */
  async function askOften(
    count: number,
    container: Container,
    path: string,
    header = `Root=${root};Sampled=1`,
  ) {
    const url = (await container.url()) + path;
    const statuses: number[] = [];
    for (let request = 0; request < count; request += 1) {
      const response = await fetch(url, { headers: { 'x-amzn-trace-id': header } });
      await response.text();
      statuses.push(response.status);
    }
    return statuses;
  }

  const lines = async (container: Container) =>
    (await container.logs()).split('\n').filter((line) => line !== '');

  /** The segments and spans of a path that the daemon has printed. Waits up to two seconds for them. */
  async function segmentsOf(path: string, of = daemon) {
    for (let tries = 0; tries < 20; tries += 1) {
      const all = (await lines(of)).map((line) => JSON.parse(line));
      const found = all.filter(
        ({ http, attributes }) => (http?.request.url ?? attributes?.['url.path']) === path,
      );
      if (found.length > 0) return found;
      await until(0.1);
    }
    return [];
  }

  test('for a request with the header of the load balancer, the daemon gets a segment within two seconds', async () => {
    const header = `Self=1-a-b;Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`;
    expect(await ask(api, '/magicnight?token=secret', header)).toBe(200);
    expect(await ask(api, '/elsewhere')).toBe(404);
    expect(await segmentsOf('/magicnight')).toEqual([
      expect.objectContaining({
        name: 'night-api',
        trace_id: root,
        parent_id: '53995c3f42cd8ad8',
        http: {
          request: { method: 'GET', url: '/magicnight', client_ip: expect.any(String) },
          response: { status: 200 },
        },
      }),
    ]);
    const [missing] = await segmentsOf('/elsewhere');
    expect(missing).toMatchObject({ error: true, http: { response: { status: 404 } } });
  });

  test('with OpenTelemetry, it gets a span of the same trace within two seconds', async () => {
    const header = `Self=1-a-b;Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`;
    expect(await ask(apiWithOtlp, '/of/otlp?token=secret', header)).toBe(404);
    expect(await segmentsOf('/of/otlp')).toEqual([
      {
        service: 'night-otlp',
        name: 'GET',
        kind: 'server',
        trace_id: root,
        id: expect.stringMatching(/^[0-9a-f]{16}$/),
        parent_id: '53995c3f42cd8ad8',
        start_time: expect.any(Number),
        end_time: expect.any(Number),
        attributes: {
          'http.request.method': 'GET',
          'http.response.status_code': 404,
          'url.scheme': 'http',
          'url.path': '/of/otlp',
          'server.address': '127.0.0.1',
          'client.address': expect.any(String),
        },
      },
    ]);
  });

  test('through a link, as in network mode bridge, both ways find what receives traces', async () => {
    const linked = await Container.healthy(images.daemon, { ports: [] });
    for (const [name, env] of [
      ['xray-daemon', { AWS_XRAY_DAEMON_ADDRESS: 'xray-daemon:2000' }],
      ['otel-collector', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector:4318' }],
    ] as const) {
      const args = [`--link=${linked.id}:${name}`];
      const asked = await Container.healthy(images.api, { env, args });
      expect(await ask(asked, `/through/${name}`)).toBe(404);
      expect(await segmentsOf(`/through/${name}`, linked)).toHaveLength(1);
    }
  });

  test('requests that are not sampled, and health checks, are not sent', async () => {
    for (const each of [api, apiWithOtlp]) {
      expect(await ask(each, '/unsampled', `Root=${root};Sampled=0`)).toBe(404);
      expect(await ask(each, '/healthz')).toBe(200);
    }
    expect(await ask(api, '/sampled')).toBe(404);
    expect(await ask(apiWithOtlp, '/sampled/otlp')).toBe(404);
    expect(await segmentsOf('/sampled')).toHaveLength(1);
    expect(await segmentsOf('/sampled/otlp')).toHaveLength(1);
    const sent = (await lines(daemon)).join('\n');
    expect(sent).not.toContain('/unsampled');
    expect(sent).not.toContain('/healthz');
  });

  test('the daemon refuses garbage with one line, and continues', async () => {
    const other = await startDaemon('other');
    const send =
      "require('dgram').createSocket('udp4').send('a\\nb\\nc', 2000, () => process.exit())";
    await docker('exec', other.id, 'node', '--eval', send);
    await until(0.5);
    const printed = (await lines(other)).map((line) => JSON.parse(line));
    expect(printed).toEqual([
      { level: 'info', message: 'listening', ports: [2000, 4317, 4318] },
      {
        level: 'warn',
        message: 'refused',
        reason: 'the header is not a JSON object',
        bytes: 5,
        client: '127.0.0.1',
      },
    ]);
    await other.untilHealthy();
    await docker('kill', '--signal=TERM', other.id);
    expect((await other.ended()).code).toBe(0);
  });

  test.each<[string, Record<string, string>, object]>([
    [
      'a daemon',
      { AWS_XRAY_DAEMON_ADDRESS: 'nobody:2000' },
      { message: 'segments are not sent', daemon: 'nobody:2000' },
    ],
    [
      'a collector',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://nobody:4318' },
      { message: 'spans are not sent', collector: 'nobody:4318' },
    ],
  ])(
    'without %s, requests are answered, the log has one line about it, and the exit is not delayed',
    async (what, env, line) => {
      const lonely = await startApi(`lonely-${what.slice(2)}`, { ...env, DRAIN_SECONDS: '0' });
      expect(new Set(await askOften(100, lonely, '/magicnight'))).toEqual(new Set([200]));
      // The name of the daemon is resolved again after 5 s.
      await until(6);
      const printed = (await lines(lonely)).map((line) => JSON.parse(line));
      expect(printed.filter(({ level }) => level !== 'info')).toEqual([
        {
          level: 'warn',
          time: expect.any(String),
          ...line,
          reason: 'queryA ENOTFOUND nobody',
        },
      ]);
      expect(printed.filter(({ message }) => message === 'request')).toHaveLength(100);
      expect(await secondsToEnd(lonely)).toBeLessThan(lookupSeconds);
    },
  );

  test.each<Record<string, string>>([
    { AWS_XRAY_DAEMON_ADDRESS: 'nobody.example:2000' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://nobody.example:4318' },
  ])(
    'with %j, a name server that does not answer delays neither requests nor the exit',
    async (traced) => {
      const name = Object.keys(traced).join().toLowerCase().slice(0, 3);
      const mute = await network.add(`mute-${name}`, 'node:24-trixie-slim', {
        ports: [],
        args: ['--entrypoint=node', '--no-healthcheck', '--user=0', '--cap-add=NET_BIND_SERVICE'],
        command: ['-e', "require('dgram').createSocket('udp4').bind(53)"],
      });
      const address = await mute.inspect(
        '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
      );
      const env = { ...traced, DRAIN_SECONDS: '0' };
      const waiting = await startApi(`waiting-${name}`, env, [`--dns=${address}`]);
      const started = performance.now();
      expect(await ask(waiting, '/magicnight')).toBe(200);
      expect((performance.now() - started) / 1000).toBeLessThan(lookupSeconds);
      expect(await secondsToEnd(waiting)).toBeLessThan(lookupSeconds);
    },
  );

  test('a daemon that stops delays no request; the next one is found', async () => {
    await docker('kill', daemon.id);
    const started = performance.now();
    for (const each of [api, apiWithOtlp]) {
      expect(new Set(await askOften(50, each, '/magicnight'))).toEqual(new Set([200]));
    }
    // With a delay, each of the hundred requests would take as long as a lookup.
    expect((performance.now() - started) / 1000).toBeLessThan(10 * lookupSeconds);
    await daemon.remove();
    // Occupies the address, so that the next daemon gets another one.
    await startDaemon('placeholder');
    daemon = await startDaemon('xray-daemon');
    await until(6);
    expect(await ask(api, '/again')).toBe(404);
    expect(await segmentsOf('/again')).toHaveLength(1);
    expect(await ask(apiWithOtlp, '/again/otlp')).toBe(404);
    expect(await segmentsOf('/again/otlp')).toHaveLength(1);
  });

  test('an invalid address stops the start with a message', async () => {
    const wrong = await network.add('wrong', images.api, {
      env: { AWS_XRAY_DAEMON_ADDRESS: 'xray-daemon' },
    });
    const { code, output } = await wrong.ended();
    expect(code).toBe(1);
    expect(JSON.parse(output).message).toBe(
      'AWS_XRAY_DAEMON_ADDRESS must be "host:port" or "tcp:host:port udp:host:port", got "xray-daemon"',
    );
  });

  test('untraced, it does not even load the SDK', async () => {
    const sdk = '/app/node_modules/aws-xray-sdk-core';
    const untraced = await startApi('untraced', {}, [`--tmpfs=${sdk}`]);
    expect(await docker('exec', untraced.id, 'ls', sdk)).toBe('');
    expect(await ask(untraced, '/magicnight')).toBe(200);
  });

  /** Seconds until the process ends. Docker itself takes longer to clean up if a name server does not respond. */
  async function secondsToEnd(container: Container): Promise<number> {
    const started = Date.now();
    await docker('kill', '--signal=TERM', container.id);
    expect((await container.ended()).code).toBe(0);
    return (Date.parse(await container.inspect('{{.State.FinishedAt}}')) - started) / 1000;
  }
});
