import { isRoot, rootNotice, usesUserOfImage } from '../../../../commands/docker/root-images';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';

const changing = (program: string) =>
  `starts as root, and ${program} then changes to another user, which fails: containers have no Linux capabilities. Set user to the ID of that user, for example user: '1000:1000', or end its Dockerfile with USER`;

test.each<[string, Parameters<typeof rootNotice>[0], string, string | undefined]>([
  ['nginx', { User: '', Cmd: ['nginx', '-g', 'daemon off;'] }, '', changing('nginx')],
  ['a server by its path', { Cmd: ['/usr/sbin/php-fpm', '-F'] }, '', changing('php-fpm')],
  ['a command line', { User: 'root', Cmd: ['/bin/sh', '-c', 'exec nginx'] }, '', changing('nginx')],
  [
    'an entry point that uses gosu',
    { User: '0:0', Entrypoint: ['docker-entrypoint.sh'], Cmd: ['serve'] },
    'RUN /bin/sh -c apt-get install -y gosu',
    changing('gosu'),
  ],
  [
    'a program with file capabilities',
    { Cmd: ['caddy', 'run'] },
    'RUN /bin/sh -c setcap cap_net_bind_service=+ep /usr/bin/caddy',
    'has a program with file capabilities (setcap), which does not start: containers have no Linux capabilities. Remove them with setcap -r in a Dockerfile of your own, and set user',
  ],
  [
    'Node.js, which runs as root as well as not',
    { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node', 'server.js'] },
    'RUN groupadd node && useradd node',
    undefined,
  ],
  ['a program that has nginx in a name', { Cmd: ['nginx-exporter'] }, '', undefined],
  ['nginx as another user', { User: '101', Cmd: ['nginx'] }, 'gosu', undefined],
  ['no start at all', { User: '', Entrypoint: null, Cmd: null }, '', undefined],
])('an image that starts as root: %s', (_what, config, history, notice) => {
  expect(rootNotice(config, history)).toBe(notice);
});

test.each([
  ['', true],
  ['0', true],
  ['root', true],
  ['root:root', true],
  ['0:1000', true],
  ['1000', false],
  ['10', false],
  ['rooter', false],
  ['node', false],
])('user "%s" is root: %j', (user, expected) => {
  expect(isRoot(user)).toBe(expected);
});

test('only an image whose user is not set in a container is looked at', () => {
  const image = { folder: 'containers/web' };
  const web = { name: 'web', image, routes: ['/'] };
  const services = (options: object) => resolveServices([{ ...web, ...options }]);
  expect(usesUserOfImage(services({}), 'containers/web')).toBe(true);
  expect(usesUserOfImage(services({ user: '101' }), 'containers/web')).toBe(false);
  const sidecars = [{ name: 'cache', image }];
  expect(usesUserOfImage(services({ user: '101', sidecars }), 'containers/web')).toBe(true);
  expect(usesUserOfImage(services({}), 'containers/api')).toBe(false);
});
