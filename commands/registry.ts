import { contentLabel } from '../constructs/content-tag';
import { UserError } from './command';
import type { Credentials } from './registry-credentials';

/** An image in a registry. */
export interface PushedImage {
  readonly digest: string;

  /** From what it was built; `undefined` where it does not say so. */
  readonly content?: string;
}

interface Manifest {
  readonly config?: { readonly digest: string };
  readonly manifests?: readonly {
    readonly digest: string;
    readonly platform?: { readonly os: string; readonly architecture: string };
  }[];
}

interface ImageConfig {
  readonly config?: { readonly Labels?: Record<string, string> };
}

const mediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/**
 * A registry of images, as far as it is read.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class Registry {
  readonly host: string;
  private readonly origin: string;
  private readonly credentials?: Credentials;
  /** Repository → what the registry wants to see. */
  private readonly authorizations = new Map<string, string>();

  constructor(host: string, credentials?: Credentials) {
    this.host = host;
    this.credentials = credentials;
    // As Docker does: only on this machine without TLS.
    const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(host);
    this.origin = `${isLocal ? 'http' : 'https'}://${host}`;
  }

  /** @throws UserError where the registry cannot be reached, or does not take the credentials. */
  async login(): Promise<void> {
    const response = await this.get('', '/v2/');
    if (response.ok) return;
    throw new UserError(
      response.status === 401
        ? `${this.host} does not take ${this.credentials ? `the password of ${this.credentials.username}` : 'requests without a login'}`
        : `${this.host} is no registry: GET /v2/ answers ${response.status}`,
    );
  }

  /** What is there under a tag; `undefined` where nothing is. */
  async image(name: string, tag: string): Promise<PushedImage | undefined> {
    const response = await this.manifest(name, tag);
    if (response.status === 404) return undefined;
    const digest = response.headers.get('docker-content-digest') ?? '';
    const config = await this.configDigest(name, (await response.json()) as Manifest);
    if (config === undefined) return { digest };
    const blob = await this.get(name, `/v2/${name}/blobs/${config}`);
    const { config: settings } = (blob.ok ? await blob.json() : {}) as ImageConfig;
    return { digest, content: settings?.Labels?.[contentLabel] };
  }

  private async configDigest(name: string, manifest: Manifest): Promise<string | undefined> {
    if (!manifest.manifests) return manifest.config?.digest;
    const linux = manifest.manifests.find(({ platform }) => platform?.os === 'linux');
    if (!linux) return undefined;
    const response = await this.manifest(name, linux.digest);
    return response.ok ? ((await response.json()) as Manifest).config?.digest : undefined;
  }

  private async manifest(name: string, reference: string): Promise<Response> {
    const response = await this.get(name, `/v2/${name}/manifests/${reference}`);
    if (response.ok || response.status === 404) return response;
    throw new UserError(
      `${this.host} answers ${response.status} for ${name}:${reference}\n${await response.text()}`,
    );
  }

  private async get(repository: string, path: string): Promise<Response> {
    const known = this.authorizations.get(repository);
    const first = await this.send(path, known);
    if (first.status !== 401 || known) return first;
    const authorization = await this.authorize(
      first.headers.get('www-authenticate') ?? '',
      repository,
    );
    if (authorization === undefined) return first;
    this.authorizations.set(repository, authorization);
    return this.send(path, authorization);
  }

  private async send(path: string, authorization?: string): Promise<Response> {
    const headers = { accept: mediaTypes.join(', '), ...(authorization && { authorization }) };
    try {
      return await fetch(this.origin + path, { headers, signal: AbortSignal.timeout(30_000) });
    } catch (error) {
      const { cause, message } = error as Error & { cause?: Error };
      throw new UserError(`${this.host} cannot be reached: ${cause?.message || message}`);
    }
  }

  /** Answers the challenge of a registry: with the password itself, or with a token that its service gives for it. */
  private async authorize(challenge: string, repository: string): Promise<string | undefined> {
    const { username = '', password = '' } = this.credentials ?? {};
    const basic = this.credentials
      ? `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      : undefined;
    if (!/^bearer /i.test(challenge)) return basic;
    const fields = Object.fromEntries(
      [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    const url = new URL(fields.realm ?? '');
    if (fields.service) url.searchParams.set('service', fields.service);
    if (repository) url.searchParams.set('scope', `repository:${repository}:pull,push`);
    const response = await fetch(url, { headers: basic ? { authorization: basic } : {} });
    if (!response.ok) return undefined;
    const { token, access_token } = (await response.json()) as Record<string, string | undefined>;
    return `Bearer ${token ?? access_token}`;
  }
}
