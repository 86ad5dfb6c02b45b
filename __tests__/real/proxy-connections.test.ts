import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { httpRequest } from '../../commands/http/http-request';
import { describeWith } from '../support/needs';
import { buildImage, docker } from './container';
import { Network } from './network';

/**
 * A service that counts connections and POSTs, and closes each connection without an answer at the second request that is not
 * for /kept.
 */
const counting = `
  const counts = { connections: 0, posts: 0 };
  const requests = new WeakMap();
  const server = require('node:http').createServer((request, response) => {
    const { socket, method, url } = request;
    requests.set(socket, (requests.get(socket) ?? 0) + 1);
    if (url !== '/kept' && requests.get(socket) > 1) return socket.destroy();
    if (method === 'POST') counts.posts++;
    request.resume().on('end', () => response.end(JSON.stringify(counts)));
  });
  server.on('connection', () => counts.connections++);
  server.listen(8080);
  process.on('SIGTERM', () => process.exit(0));
`;

/**
 * A name server that knows "four" as an alias of two IPv4 addresses and "six" as an IPv6 address, for three seconds after the
 * first question. Then "four" does not exist, and the answer for "six" is that the server failed.
 */
const nameServer = `
  const socket = require('node:dgram').createSocket('udp4');
  let end;
  const number = (value) => Buffer.from([value >> 8, value & 255]);
  const record = (name, type, data) =>
    Buffer.concat([name, number(type), number(1), Buffer.alloc(4), number(data.length), data]);
  const alias = Buffer.from('\\x05alias\\0', 'latin1');
  const pointer = Buffer.from([0xc0, 12]);
  socket.on('message', (message, { address, port }) => {
    const name = message.subarray(13, 13 + message[12]).toString();
    const type = message.readUInt16BE(message.length - 4);
    end ??= Date.now() + 3000;
    const isOver = Date.now() > end;
    const answers = [];
    if (name === 'four' && type === 1 && !isOver) {
      answers.push(record(pointer, 5, alias));
      for (const last of [2, 3]) answers.push(record(alias, 1, Buffer.from([127, 0, 0, last])));
    }
    if (name === 'six' && type === 28 && !isOver) {
      answers.push(record(pointer, 28, Buffer.from('fd000000000000000000000000000007', 'hex')));
    }
    const code = !isOver ? 0 : name === 'four' ? 3 : 2;
    const header = [message.readUInt16BE(0), 0x8180 + code, 1, answers.length, 0, 0].map(number);
    socket.send(Buffer.concat([...header, message.subarray(12), ...answers]), port, address);
  });
  socket.bind(53);
  process.on('SIGTERM', () => process.exit(0));
`;

describeWith(['docker'], 'connections of containers/proxy', () => {
  let image: string;
  let network: Network;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'names-'));
    image = await buildImage('proxy');
    network = await Network.create();
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await network?.remove();
  });

  const startProxy = async (ROUTES: string, args: string[] = []) => {
    const env = { TLS: 'off', ROUTES };
    const proxy = await network.add('proxy', image, { env, args });
    await proxy.untilHealthy();
    return { proxy, url: await proxy.url() };
  };

  const startScript = (name: string, script: string, args: string[] = []) =>
    network.add(name, 'node:24-trixie-slim', {
      ports: [],
      args: ['--entrypoint=node', '--no-healthcheck', ...args],
      command: ['-e', script],
    });

  const until200 = async (url: string, path: string) => {
    while ((await httpRequest(url, { path })).status !== 200) await sleep(100);
  };

  test('keeps connections to a service, but not for a POST', async () => {
    await startScript('kept', counting);
    const { url } = await startProxy('/=http://kept:8080');
    await until200(url, '/kept');
    const send = async (method: string) =>
      JSON.parse((await httpRequest(url, { path: '/kept', method })).body);
    const before = await send('GET');
    for (let count = 0; count < 50; count++) await send('GET');
    const { connections } = await send('GET');
    // One of each worker.
    expect(connections - before.connections).toBeLessThanOrEqual(2);
    for (let count = 0; count < 20; count++) await send('POST');
    expect((await send('GET')).connections - connections).toBeGreaterThanOrEqual(20);
  });

  test('a kept connection that the service closes loses no request, and sends no POST twice', async () => {
    await startScript('closing', counting);
    const { url } = await startProxy('/=http://closing:8080');
    await until200(url, '/kept');
    const send = (method: string) => httpRequest(url, { path: '/', method });
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => send(index % 2 === 0 ? 'GET' : 'POST')),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    }
    expect(JSON.parse((await send('GET')).body).posts).toBe(100);
  });

  test('no request is lost while a service is replaced under load', async () => {
    const api = await buildImage('api');
    const first = await network.add('api', api, { ports: [] });
    await first.untilHealthy();
    const { proxy, url } = await startProxy('/=http://api:8080');
    await until200(url, '/magicnight');
    const statuses: number[] = [];
    let isOver = false;
    const client = async (method: string) => {
      while (!isOver) {
        const response = await fetch(`${url}/magicnight`, { method });
        await response.arrayBuffer();
        statuses.push(response.status);
      }
    };
    const clients = ['GET', 'GET', 'GET', 'GET', 'GET', 'GET', 'POST', 'POST'].map(client);
    await sleep(1000);
    const second = await network.add('api', api, { ports: [] });
    await second.untilHealthy();
    await sleep(5000);
    await docker('stop', '--time=30', first.id);
    await sleep(10_000);
    isOver = true;
    await Promise.all(clients);
    // The api answers a POST with 405.
    expect(new Set(statuses)).toEqual(new Set([200, 405]));
    expect(statuses.length).toBeGreaterThan(500);
    const address = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
    const last = (await proxy.logs())
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(JSON.parse(last.at(-1) ?? '').upstream).toBe(`${await second.inspect(address)}:8080`);
  });

  test('follows aliases and IPv6 addresses, and drops addresses that no answer confirms', async () => {
    const server = await startScript('names', nameServer);
    const address = await server.inspect(
      '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
    );
    const file = join(folder, 'resolv.conf');
    writeFileSync(file, `nameserver ${address}\n`, { mode: 0o644 });
    const { proxy, url } = await startProxy('/four=http://four:81 /six=http://six:8080', [
      `--volume=${file}:/etc/resolv.conf:ro`,
    ]);
    const lines = async (text: string) => {
      for (const path of ['/four', '/six']) {
        expect((await httpRequest(url, { path })).status).toBe(502);
      }
      await sleep(300);
      return (await proxy.logs()).split(text).length - 1;
    };
    const toSix = 'upstream: "http://[fd00::7]:8080/six"';
    expect(await lines('"upstream":"127.0.0.2:81, 127.0.0.3:81"')).toBe(1);
    await sleep(5000);
    expect(await lines('no address is known for "four"')).toBe(1);
    expect(await lines(toSix)).toBe(3);
    await sleep(10_000);
    expect(await lines('no address is known for "six"')).toBe(1);
    expect(await lines(toSix)).toBe(3);
  });

  test('the log has each request, also of a proxy that is stopped at once', async () => {
    await network.addMirror();
    const { proxy, url } = await startProxy('/=http://mirror:8080');
    await until200(url, '/');
    const client = async (_: unknown, number: number) => {
      for (let count = 0; count < 100; count++)
        await fetch(`${url}/${number}/${count}`).then((answer) => answer.text());
    };
    await Promise.all(Array.from({ length: 20 }, client));
    await docker('stop', '--time=30', proxy.id);
    const lines = (await proxy.logs()).split('\n').filter((line) => line.startsWith('{'));
    const paths = new Set(lines.map((line) => JSON.parse(line).path));
    expect(paths.size).toBe(1 + 20 * 100);
  });
});
