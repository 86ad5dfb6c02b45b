import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { buildImage, Container, docker } from './container';

const redirectOf = async (url: string) => {
  const response = await fetch(url, { redirect: 'manual' });
  return `${response.status} ${response.headers.get('location')}`;
};

describeWith(['docker'], 'containers/web with pages of run time', () => {
  let image: string;
  let folder: string;

  beforeAll(async () => {
    image = await buildImage('web');
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'index.html'), '<h1>mounted</h1>');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const withFolder = (env = {}) =>
    Container.healthy(image, { env, args: [`--volume=${folder}:/srv/www:ro`] });

  test('two containers of the same image show different pages', async () => {
    const [a, b] = await Promise.all([
      Container.healthy(image, { args: [`--volume=${process.cwd()}/sites/a:/srv/www:ro`] }),
      Container.healthy(image, { args: [`--volume=${process.cwd()}/sites/b:/srv/www:ro`] }),
    ]);
    expect(await a.inspect('{{.Image}}')).toBe(await b.inspect('{{.Image}}'));
    expect(await (await fetch(await a.url())).text()).toContain('<h1>site a</h1>');
    expect(await (await fetch(await b.url())).text()).toContain('<h1>site b</h1>');
  });

  test('the text of INDEX_HTML is served byte for byte', async () => {
    const page = '\n<h1>ÁÂŸ€ 中文 $HOME `id` $(id) \\n \\\\ %s \'"</h1>\t\r\n\n';
    const web = await Container.healthy(image, { env: { INDEX_HTML: page } });
    const response = await fetch(await web.url());
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(page))).toBe(true);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await fetch(`${await web.url()}/nothing`)).status).toBe(404);
  });

  test('an empty INDEX_HTML means none', async () => {
    const web = await Container.healthy(image, { env: { INDEX_HTML: '' } });
    expect(await (await fetch(await web.url())).text()).toContain('part of the image');
  });

  test('the ETag is the same for the same INDEX_HTML, and differs for another text of the same size', async () => {
    const etags = await Promise.all(
      ['<p>1</p>', '<p>1</p>', '<p>2</p>'].map(async (page) => {
        const web = await Container.healthy(image, { env: { INDEX_HTML: page } });
        return (await fetch(await web.url())).headers.get('etag');
      }),
    );
    expect(etags[0]).toBe(etags[1]);
    expect(etags[0]).not.toBe(etags[2]);
  });

  test('a mounted folder takes precedence over INDEX_HTML, and its changes are visible at once', async () => {
    const web = await withFolder({ INDEX_HTML: '<h1>text</h1>' });
    expect(await (await fetch(await web.url())).text()).toBe('<h1>mounted</h1>');
    writeFileSync(join(folder, 'index.html'), '<h1>changed</h1>');
    expect(await (await fetch(await web.url())).text()).toBe('<h1>changed</h1>');
  });

  test('dot files and folders without an index are not found, .well-known is', async () => {
    for (const path of ['.git', 'empty', '.well-known']) mkdirSync(join(folder, path));
    for (const path of ['.git/config', '.env', 'empty/.htpasswd', '.well-known/security.txt']) {
      writeFileSync(join(folder, path), 'x');
    }
    const url = await (await withFolder()).url();
    const statuses = await Promise.all(
      [
        '/.git/config',
        '/.env',
        '/%2eenv',
        '/empty/.htpasswd',
        '/empty/',
        '/.well-known/security.txt',
      ].map(async (path) => (await fetch(url + path)).status),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 404, 200]);
  });

  test('a folder without its slash gets a relative redirect to it', async () => {
    mkdirSync(join(folder, 'the docs'));
    writeFileSync(join(folder, 'the docs/index.html'), 'docs');
    const url = await (await withFolder()).url();
    expect(await redirectOf(`${url}/the%20docs?page=2`)).toBe('301 ./the%20docs/?page=2');
    expect(await (await fetch(`${url}/the%20docs`)).text()).toBe('docs');
  });

  test('the 404.html of the folder is used', async () => {
    writeFileSync(join(folder, '404.html'), 'lost');
    const response = await fetch(`${await (await withFolder()).url()}/nothing`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('lost');
  });

  test.each([
    [
      'a page that it may not read',
      () => chmodSync(join(folder, 'index.html'), 0o600),
      'web: cannot read /srv/www/index.html as user 101; chmod a+r it\n',
    ],
    [
      'a folder that it may not read',
      () => chmodSync(folder, 0o700),
      'web: cannot read the folder mounted at /srv/www as user 101; chmod -R a+rX it\n',
    ],
  ])('does not start with %s', async (_what, spoil, message) => {
    spoil();
    const web = await Container.start(image, { args: [`--volume=${folder}:/srv/www:ro`] });
    expect(await web.ended()).toEqual({ code: 1, output: message });
  });

  test('does not start with a file instead of the folder', async () => {
    const file = join(folder, 'index.html');
    const web = await Container.start(image, { args: [`--volume=${file}:/srv/www:ro`] });
    expect(await web.ended()).toEqual({
      code: 1,
      output: 'web: /srv/www must be a folder; mount the one that holds the page\n',
    });
  });

  test('an image from a checkout that only its owner can read works', async () => {
    cpSync('containers/web', folder, { recursive: true });
    execFileSync('chmod', ['-R', 'go-rwx', folder]);
    await docker('build', '--quiet', '--tag=magicnight-test/private-web', folder);
    await Container.healthy('magicnight-test/private-web');
  });

  test('does not start if it cannot write to /tmp', async () => {
    const web = await Container.start(image, { args: ['--tmpfs=/tmp:ro'] });
    expect(await web.ended()).toEqual({
      code: 1,
      output: 'web: cannot write to /tmp; with a read-only root, mount a tmpfs there\n',
    });
  });
});
