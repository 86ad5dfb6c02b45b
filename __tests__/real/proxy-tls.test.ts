import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { httpRequest } from '../../commands/http/http-request';
import { describeWith } from '../support/needs';
import { buildImage, type Container, docker } from './container';
import { Network } from './network';

/** Creates a key and a self-signed certificate for `name`; returns them as PEM. */
function makeCertificate(folder: string, name: string) {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  execFileSync('chmod', ['a+r', key]);
  return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
}

describeWith(['docker'], 'containers/proxy over HTTPS', () => {
  let image: string;
  let network: Network;
  let proxy: Container;
  let https: string;
  let http: string;
  let folder: string;
  const ROUTES = '/whole=http://mirror:8080 /a/=http://mirror:8080/';

  const startProxy = (env: Record<string, string>, args: string[] = []) =>
    network.add('proxy', image, { env: { ROUTES, ...env }, ports: [8080, 8443], args });

  const httpsUrl = async (container: Container) =>
    `https://localhost:${await container.port(8443)}`;

  const handshake = (port: number, options: ConnectionOptions = {}) =>
    new Promise<TLSSocket>((resolve, reject) => {
      const all = { port, host: '127.0.0.1', rejectUnauthorized: false, ...options };
      const socket = connect(all, () => resolve(socket));
      socket.on('error', reject);
    });

  beforeAll(async () => {
    image = await buildImage('proxy');
    folder = mkdtempSync(join(tmpdir(), 'certificates-'));
    execFileSync('chmod', ['a+rx', folder]);
    network = await Network.create();
    await network.addMirror();
    proxy = await startProxy({});
    await proxy.untilHealthy();
    https = await httpsUrl(proxy);
    http = await proxy.url();
    while ((await httpRequest(https, { path: '/whole', insecure: true })).status !== 200);
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await network?.remove();
  });

  test('serves the routes on 8443', async () => {
    const host = 'night.example:8443';
    const whole = await httpRequest(https, {
      path: '/whole/x?y',
      headers: { host },
      insecure: true,
    });
    expect(JSON.parse(whole.body)).toMatchObject({
      url: '/whole/x?y',
      headers: {
        'x-forwarded-proto': 'https',
        'x-forwarded-port': '8443',
        'x-forwarded-host': host,
      },
    });
    const bare = await httpRequest(https, { path: '/a?x=1', headers: { host }, insecure: true });
    expect([bare.status, bare.headers.location]).toEqual([308, `https://${host}/a/?x=1`]);
  });

  test('the HTTPS port is 443 if the client names none', async () => {
    const headers = { host: 'night.example' };
    const { body } = await httpRequest(https, { path: '/whole', headers, insecure: true });
    expect(JSON.parse(body).headers['x-forwarded-port']).toBe('443');
  });

  test.each(['/whole', '/a', '/nothing', '/'])('%s is answered with HSTS', async (path) => {
    const { headers } = await httpRequest(https, { path, insecure: true });
    expect(headers['strict-transport-security']).toBe('max-age=63072000');
  });

  test('8080 only redirects, to the public port', async () => {
    const headers = { host: 'night.example:8080' };
    for (const path of ['/', '/a?x=1', '/nothing', '/whole/%2F?q=%20']) {
      const answer = await httpRequest(http, { path, headers });
      expect(answer.status).toBe(308);
      expect(answer.headers.location).toBe(`https://night.example:8443${path}`);
      expect(answer.headers['strict-transport-security']).toBeUndefined();
    }
  });

  test.each([
    ['443', 'https://night.example/x'],
    ['9443', 'https://night.example:9443/x'],
  ])('with PUBLIC_PORT=%s it redirects to %s', async (PUBLIC_PORT, location) => {
    const other = await startProxy({ PUBLIC_PORT });
    await other.untilHealthy();
    const headers = { host: 'night.example' };
    expect((await httpRequest(await other.url(), { path: '/x', headers })).headers.location).toBe(
      location,
    );
  });

  test('speaks HTTP/2', async () => {
    const session = connectHttp2(https, { rejectUnauthorized: false });
    const request = session.request({ ':path': '/a?x' });
    const headers = await new Promise<Record<string, unknown>>((resolve) =>
      request.on('response', resolve),
    );
    expect(headers).toMatchObject({ ':status': 308, location: `${https}/a/?x` });
    session.close();
  });

  test('speaks TLS 1.2 and 1.3, with forward secrecy only, and nothing older', async () => {
    const port = await proxy.port(8443);
    const protocol = async (options: ConnectionOptions) => {
      const socket = await handshake(port, options);
      const version = socket.getProtocol();
      socket.destroy();
      return version;
    };
    expect(await protocol({ minVersion: 'TLSv1.3' })).toBe('TLSv1.3');
    expect(await protocol({ maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    await expect(protocol(old)).rejects.toThrow('alert protocol version');
    const weak = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0' } as const;
    await expect(protocol(weak)).rejects.toThrow('alert handshake failure');
  });

  test('without a certificate, each container creates its own for localhost', async () => {
    const socket = await handshake(await proxy.port(8443));
    const made = socket.getPeerCertificate();
    socket.destroy();
    expect(made.subjectaltname).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    const other = await startProxy({});
    await other.untilHealthy();
    const second = await handshake(await other.port(8443));
    expect(second.getPeerCertificate().fingerprint256).not.toBe(made.fingerprint256);
    second.destroy();
    const find = ['--entrypoint=find', image, '/', '-xdev', '-name', '*.key'];
    const keys = await docker('run', '--rm', '--user=0', ...find);
    expect(keys).toBe('');
  });

  test('accepts a certificate as files and as text', async () => {
    const { key, certificate } = makeCertificate(folder, 'given');
    const mount = [`--volume=${folder}:/certificates:ro`];
    const files = await startProxy(
      { TLS_CERT_FILE: '/certificates/given.pem', TLS_KEY_FILE: '/certificates/given.key' },
      mount,
    );
    const text = await startProxy({ TLS_CERT: certificate, TLS_KEY: key });
    for (const container of [files, text]) {
      await container.untilHealthy();
      const socket = await handshake(await container.port(8443));
      expect(socket.getPeerCertificate().subject.CN).toBe('given');
      socket.destroy();
    }
    const environment = await docker(
      'exec',
      text.id,
      'sh',
      '-c',
      'tr "\\0" "\\n" </proc/1/environ',
    );
    expect(environment).not.toContain('PRIVATE KEY');
  });

  const pair = 'TLS_CERT_FILE and TLS_KEY_FILE, or TLS_CERT and TLS_KEY';
  test.each([
    [{ REQUIRE_CERT: '1' }, `REQUIRE_CERT=1, but there is no certificate; give ${pair}`],
    [{ TLS_CERT: 'x' }, 'TLS_CERT is given without TLS_KEY; give both'],
    [{ TLS_KEY: 'x' }, 'TLS_KEY is given without TLS_CERT; give both'],
    [{ TLS_CERT_FILE: '/x' }, 'TLS_CERT_FILE is given without TLS_KEY_FILE; give both'],
    [{ TLS_KEY_FILE: '/x' }, 'TLS_KEY_FILE is given without TLS_CERT_FILE; give both'],
    [{ TLS_CERT_FILE: '/x', TLS_KEY_FILE: '/y' }, 'TLS_CERT_FILE "/x" cannot be read by user 101'],
    [
      { TLS_CERT_FILE: '/x', TLS_KEY: 'y' },
      'give either TLS_CERT_FILE and TLS_KEY_FILE or TLS_CERT and TLS_KEY, not both',
    ],
    [{ TLS_CERT: 'x', TLS_KEY: 'y' }, 'TLS_CERT is not a certificate in PEM form'],
    [{ TLS: 'yes' }, 'TLS must be on or off, got "yes"'],
    [{ PUBLIC_PORT: '0' }, 'PUBLIC_PORT must be a whole number from 1 to 65535, got "0"'],
    [{ PUBLIC_PORT: '0443' }, 'PUBLIC_PORT must be a whole number from 1 to 65535, got "0443"'],
    [{ REQUIRE_CERT: 'true' }, 'REQUIRE_CERT must be 1 or 0, got "true"'],
    [{ PUBLIC_PORT: '70000' }, 'PUBLIC_PORT must be a whole number from 1 to 65535, got "70000"'],
    [{ PUBLIC_PORT: '44x' }, 'PUBLIC_PORT must be a whole number from 1 to 65535, got "44x"'],
  ])('%j stops the start', async (env, message) => {
    const wrong = await startProxy(env);
    const { code, output } = await wrong.ended();
    expect(code).toBe(1);
    expect(output.trim().split('\n').at(-1)).toBe(`proxy: ${message}`);
  });

  test('a key of another certificate stops the start', async () => {
    const one = makeCertificate(folder, 'one');
    const other = makeCertificate(folder, 'other');
    const wrong = await startProxy({ TLS_CERT: one.certificate, TLS_KEY: other.key });
    expect(await wrong.ended()).toEqual({
      code: 1,
      output: 'proxy: TLS_KEY is not the key of TLS_CERT\n',
    });
    const nonsense = await startProxy({ TLS_CERT: one.certificate, TLS_KEY: 'none' });
    expect(await nonsense.ended()).toEqual({
      code: 1,
      output: 'proxy: TLS_KEY is not a private key in PEM form without a password\n',
    });
  });
});
