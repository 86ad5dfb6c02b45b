import type { Answer, Asked } from './fake-gitlab';

const unauthorized: Answer = { status: 401, body: '{"message":"401 Unauthorized"}' };
const notFound: Answer = { status: 404, body: '{"message":"404 Not Found"}' };
const json = (value: unknown): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});
const forbidden = (message: string): Answer => ({ status: 403, body: JSON.stringify({ message }) });

/** Path of Terraform's module registry protocol. */
const protocol = '/api/v4/packages/terraform/modules/v1/';

export interface RegistryOwner {
  readonly project: string;

  /** Token of a job, which Terraform also accepts. */
  readonly token: string;
}

/** The parts of GitLab's module registry that the publish job and Terraform use. */
export class FakeModuleRegistry {
  /** `<name>/<system>/<version>` → uploaded file. */
  readonly files = new Map<string, Buffer>();

  /** `<name>/<system>` of other projects in the group. */
  readonly elsewhere = new Set<string>();

  /** The top-level group. */
  readonly namespace = 'group';
  private readonly owner: RegistryOwner;

  constructor(owner: RegistryOwner) {
    this.owner = owner;
  }

  /** @returns `undefined` for other paths. */
  answer(asked: Asked, { pathname, searchParams }: URL): Answer | undefined {
    if (pathname === '/.well-known/terraform.json') {
      return json({ 'modules.v1': protocol });
    }
    if (pathname.startsWith(protocol)) {
      return this.forTerraform(asked, pathname.slice(protocol.length), searchParams);
    }
    const own = `/api/v4/projects/${this.owner.project}/packages/terraform/modules/`;
    if (!pathname.startsWith(own)) return undefined;
    const path = pathname.slice(own.length);
    return asked.method === 'PUT' ? this.upload(asked, path) : this.download(asked, path);
  }

  private upload({ headers, bytes }: Asked, path: string): Answer {
    const [, version, name = ''] = /^(([-a-z0-9]+\/[-a-z0-9]+)\/[^/]+)\/file$/.exec(path) ?? [];
    if (version === undefined) return notFound;
    if (headers['job-token'] !== this.owner.token) return unauthorized;
    if (this.elsewhere.has(name)) {
      return forbidden('A module with the same name already exists in the namespace.');
    }
    if (this.files.has(version)) {
      return forbidden('A module with the same name & version already exists in the project.');
    }
    this.files.set(version, bytes);
    return { status: 201, body: '{"message":"201 Created"}' };
  }

  private download({ headers }: Asked, path: string): Answer {
    const login = Buffer.from(`gitlab-ci-token:${this.owner.token}`).toString('base64');
    if (headers.authorization !== `Basic ${login}`) return unauthorized;
    const body = this.files.get(path);
    return body === undefined ? notFound : { status: 200, body };
  }

  private forTerraform({ headers }: Asked, path: string, query: URLSearchParams): Answer {
    const [namespace, name, system, ...more] = path.split('/');
    const all = [...this.files.keys()].filter((key) => key.startsWith(`${name}/${system}/`));
    const [version, last] = more.length === 1 ? [undefined, more[0]] : more;
    const body = this.files.get(`${name}/${system}/${version}`);
    // Terraform downloads the archive without a token, except for one in the URL.
    if (last === 'file') {
      return body && query.get('token') === 'signed' ? { status: 200, body } : unauthorized;
    }
    if (headers.authorization !== `Bearer ${this.owner.token}`) return unauthorized;
    if (namespace !== this.namespace) return notFound;
    if (last === 'versions') {
      const versions = all.map((key) => ({ version: key.split('/')[2] }));
      return json({ modules: [{ versions }] });
    }
    if (last !== 'download' || body === undefined) return notFound;
    const file = `${protocol}${path.replace(/download$/, 'file')}?token=signed&archive=tgz`;
    return { status: 204, headers: { 'X-Terraform-Get': file } };
  }
}
