import { contentLabel } from '../../constructs/images/content-tag';
import { UserError } from '../cli/command';
import type { BuiltImage } from './image-build';
import type { Credentials } from './registry-credentials';

/** An image in a registry. */
export interface PushedImage {
  readonly digest: string;

  /** Hash of the content from which it was built; `undefined` if it has no such label. */
  readonly content?: string;

  /** Platform: `linux/amd64`. */
  readonly platform?: string;
}

interface Manifest {
  readonly config?: { readonly digest: string };
  readonly manifests?: readonly {
    readonly digest: string;
    readonly platform?: { readonly os: string; readonly architecture: string };
  }[];
}

interface ImageConfig {
  readonly os?: string;
  readonly architecture?: string;
  readonly config?: { readonly Labels?: Record<string, string> };
}

/** Media types of all manifests that an image can have. */
export const mediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/**
 * Read access to an image registry.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class Registry {
  readonly host: string;
  private readonly origin: string;
  private readonly credentials?: Credentials;
  /** Repository → Authorization header. */
  private readonly authorizations = new Map<string, string>();

  constructor(host: string, credentials?: Credentials) {
    this.host = host;
    this.credentials = credentials;
    // As with Docker, only registries on this machine are used without TLS.
    const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(host);
    this.origin = `${isLocal ? 'http' : 'https'}://${host}`;
  }

  /** @throws UserError if the registry cannot be reached or rejects the credentials. */
  async login(): Promise<void> {
    const response = await this.get('', '/v2/');
    if (response.ok) return;
    throw new UserError(
      response.status === 401
        ? `${this.host} rejects ${this.credentials ? `the password of ${this.credentials.username}` : 'requests without a login'}`
        : `${this.host} is not an image registry: GET /v2/ returned ${response.status}`,
    );
  }

  /** The image under a tag, for the given platform if there are several; `undefined` if the tag does not exist. */
  async image(
    image: Pick<BuiltImage, 'name' | 'tag' | 'platform'>,
  ): Promise<PushedImage | undefined> {
    const { name, tag, platform } = image;
    const response = await this.manifest(name, tag);
    if (response.status === 404) return undefined;
    const digest = response.headers.get('docker-content-digest') ?? '';
    const config = await this.configDigest(name, platform, await this.json<Manifest>(response));
    if (config === undefined) return { digest };
    const blob = await this.get(name, `/v2/${name}/blobs/${config}`);
    const {
      os,
      architecture,
      config: settings,
    }: ImageConfig = blob.ok ? await this.json(blob) : {};
    return { digest, content: settings?.Labels?.[contentLabel], platform: `${os}/${architecture}` };
  }

  private async configDigest(
    name: string,
    wanted: string,
    { config, manifests }: Manifest,
  ): Promise<string | undefined> {
    if (!manifests) return config?.digest;
    const linux = manifests.filter(({ platform }) => platform?.os === 'linux');
    const one =
      linux.find(({ platform }) => `linux/${platform?.architecture}` === wanted) ?? linux[0];
    if (!one) return undefined;
    const response = await this.manifest(name, one.digest);
    return response.ok ? (await this.json<Manifest>(response)).config?.digest : undefined;
  }

  private async manifest(name: string, reference: string): Promise<Response> {
    const response = await this.get(name, `/v2/${name}/manifests/${reference}`);
    if (response.ok || response.status === 404) return response;
    throw new UserError(
      `${this.host} returned ${response.status} for ${name}:${reference}\n${await response.text()}`,
    );
  }

  private async get(repository: string, path: string): Promise<Response> {
    const known = this.authorizations.get(repository);
    const first = await this.send(path, known);
    if (first.status !== 401) return first;
    // The token may have expired.
    const authorization = await this.authorize(
      first.headers.get('www-authenticate') ?? '',
      repository,
    );
    if (authorization === undefined) return first;
    this.authorizations.set(repository, authorization);
    return this.send(path, authorization);
  }

  private send(path: string, authorization?: string): Promise<Response> {
    return this.fetch(new URL(path, this.origin), authorization);
  }

  private async fetch(url: URL, authorization?: string): Promise<Response> {
    const headers = { accept: mediaTypes.join(', '), ...(authorization && { authorization }) };
    try {
      return await fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
    } catch (error) {
      const { cause, message } = error as Error & { cause?: Error };
      throw new UserError(`${url.host} cannot be reached: ${cause?.message || message}`);
    }
  }

  private async json<T>(response: Response): Promise<T> {
    try {
      return (await response.json()) as T;
    } catch {
      throw new UserError(`${this.host} is not an image registry: it did not return JSON`);
    }
  }

  /** Authorization header for the challenge of a registry: the password itself, or a token of its authorization service. */
  private async authorize(challenge: string, repository: string): Promise<string | undefined> {
    const { username = '', password = '' } = this.credentials ?? {};
    const basic = this.credentials
      ? `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      : undefined;
    if (!/^bearer /i.test(challenge)) return basic;
    const fields = Object.fromEntries(
      [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    if (!URL.canParse(fields.realm ?? '')) return undefined;
    const url = new URL(fields.realm ?? '');
    if (fields.service) url.searchParams.set('service', fields.service);
    if (repository) url.searchParams.set('scope', `repository:${repository}:pull,push`);
    const response = await this.fetch(url, basic);
    if (!response.ok) return undefined;
    const { token, access_token } = await this.json<Record<string, string | undefined>>(response);
    return `Bearer ${token ?? access_token}`;
  }
}
