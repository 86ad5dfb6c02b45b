import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../commands/rehearsal/aws/http-server';

/** Password of the user `magicnight` of the registry. */
export const password = 'secret';
const passwords = 'magicnight:$2b$04$W/nsiKc5fE8Bm8upHQBeEOya79SL5Cu7dOz1l6kSDvqknpNx7xFyi\n';

/** A real registry on a free port of 127.0.0.1, with a password. */
export class ImageRegistry {
  readonly host: string;
  private readonly child: ChildProcess;
  private readonly folder: string;

  private constructor(host: string, child: ChildProcess, folder: string) {
    this.host = host;
    this.child = child;
    this.folder = folder;
  }

  static async start(): Promise<ImageRegistry> {
    const folder = mkdtempSync(join(tmpdir(), 'magicnight-registry-'));
    const host = `127.0.0.1:${await freePort()}`;
    writeFileSync(join(folder, 'passwords'), passwords);
    writeFileSync(
      join(folder, 'registry.yml'),
      `version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: ${folder}/images }, delete: { enabled: true } }
http: { addr: "${host}" }
auth: { htpasswd: { realm: test, path: ${folder}/passwords } }
`,
    );
    const child = spawn('docker-registry', ['serve', join(folder, 'registry.yml')], {
      stdio: 'ignore',
    });
    const registry = new ImageRegistry(host, child, folder);
    while (!(await registry.get('/v2/').catch(() => undefined))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return registry;
  }

  get(path: string, init: RequestInit = {}): Promise<Response> {
    const { headers, ...others } = init;
    const authorization = `Basic ${Buffer.from(`magicnight:${password}`).toString('base64')}`;
    const accept = 'application/vnd.docker.distribution.manifest.v2+json';
    return fetch(`http://${this.host}${path}`, {
      ...others,
      headers: { authorization, accept, ...headers },
    });
  }

  async tags(name: string): Promise<string[]> {
    const response = await this.get(`/v2/${name}/tags/list`);
    return response.ok ? (((await response.json()) as { tags: string[] | null }).tags ?? []) : [];
  }

  async digest(name: string, tag: string): Promise<string> {
    const { headers } = await this.get(`/v2/${name}/manifests/${tag}`);
    return headers.get('docker-content-digest') ?? '';
  }

  /** Replaces the image under a tag by one with the same layers and a different configuration. */
  async replace(name: string, tag: string, change: (config: object) => object): Promise<void> {
    const manifest = await (await this.get(`/v2/${name}/manifests/${tag}`)).json();
    const { config, mediaType } = manifest as { config: { digest: string }; mediaType: string };
    const known = (await (await this.get(`/v2/${name}/blobs/${config.digest}`)).json()) as object;
    const blob = JSON.stringify(change(known));
    const digest = `sha256:${createHash('sha256').update(blob).digest('hex')}`;
    const upload = await this.get(`/v2/${name}/blobs/uploads/`, { method: 'POST' });
    const { pathname, search } = new URL(
      upload.headers.get('location') ?? '',
      `http://${this.host}`,
    );
    await this.get(`${pathname}${search}&digest=${digest}`, { method: 'PUT', body: blob });
    const body = { ...(manifest as object), config: { ...config, digest, size: blob.length } };
    await this.get(`/v2/${name}/manifests/${tag}`, {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { 'content-type': mediaType },
    });
  }

  stop(): void {
    this.child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
