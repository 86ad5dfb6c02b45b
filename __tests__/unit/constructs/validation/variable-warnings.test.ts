import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { variableWarnings } from '../../../../constructs/validation/variable-warnings';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const warningsOf = (service: Partial<ServiceOptions>) =>
  resolveServices([{ ...web, ...service }]).flatMap(variableWarnings);

test('a variable with the name of a secret is in plain text', () => {
  const environment = {
    ...{ DB_PASSWORD: 'x', 'db.password': 'x', 'db.password-file': '/run/x' },
    ...{ DB_PASSWORD_FILE: '/run/x', PORTS: '1' },
  };
  const rest =
    'looks like a secret, but is stored in plain text in the stack, its snapshot, its state and its plans; use secrets instead';
  expect(warningsOf({ environment })).toEqual([
    `services.ts: service "web": environment.DB_PASSWORD ${rest}`,
    `services.ts: service "web": environment["db.password"] ${rest}`,
  ]);
});

test('an ARN of a secret in environment is not its value', () => {
  const secret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db-a1B2c3';
  const environment = {
    DB_PASSWORD: `${secret}:password::`,
    TOKEN: 'arn:aws:ssm:eu-central-1:123456789012:parameter/shop/token',
    DB_SECRET_ARN: secret,
    SECRET_ID: secret,
    BUCKET: 'arn:aws:s3:::acme',
  };
  const rest =
    'is the ARN of a secret, and the container gets the ARN, not the value; in secrets, write';
  const place =
    'in the account and region of the environment; one of another account or region is not supported';
  expect(warningsOf({ environment })).toEqual([
    `services.ts: service "web": environment.DB_PASSWORD ${rest} { secret: 'shop/db', key: 'password' }, the name of a secret ${place}`,
    `services.ts: service "web": environment.TOKEN ${rest} { parameter: '/shop/token' }, the name of a parameter ${place}`,
  ]);
});

const named = { environment: { 'discovery.type': 'single-node', PLAIN: 'x' } };
const dropped = (place: string, variable = 'environment["discovery.type"]') =>
  `the shell in ${place} drops ${variable}, unless it is Bash, because its name has "." or "-"; start the program without a shell, or use a name of letters, digits and "_"`;

test.each<[Partial<ServiceOptions>, string]>([
  [{ command: ['sh', '-c', 'exec node a.js'] }, 'command'],
  [{ command: ['/bin/ash', 'start.sh'] }, 'command'],
  [{ command: ['busybox', 'sh', '-c', 'exec node a.js'] }, 'command'],
  [{ command: ['tini', '--', 'sh', '-ec', 'exec node a.js'] }, 'command'],
  [{ entryPoint: ['/bin/dash', '-c'], command: ['exec node a.js'] }, 'entryPoint'],
  [{ entryPoint: ['tini', '--'], command: ['sh', '-c', 'exec node a.js'] }, 'command'],
  [{ healthCheck: { command: ['CMD-SHELL', 'env | grep discovery.type'] } }, 'healthCheck.command'],
  [
    { healthCheck: { command: ['CMD', 'sh', '-c', 'env | grep discovery.type'] } },
    'healthCheck.command',
  ],
])('%j drops a variable whose name a shell cannot use', (service, place) => {
  expect(warningsOf({ ...named, ...service })).toEqual([
    `services.ts: service "web": ${dropped(place)}`,
  ]);
});

test.each<Partial<ServiceOptions>>([
  {},
  { command: ['node', 'sh', 'a.js'] },
  { command: ['busybox', 'httpd', '-f'] },
  { command: ['bash', '-c', 'exec node a.js'] },
  { healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost:9200/'] } },
  { healthCheck: { command: ['NONE'] } },
])('%j keeps it, or is not known to drop it', (service) => {
  expect(warningsOf({ ...named, ...service })).toEqual([]);
});

test('a secret and a variable of a sidecar can be dropped, too', () => {
  const start: Pick<ServiceOptions, 'image' | 'command'> = {
    image: web.image,
    command: ['sh', '-c', 'exec a'],
  };
  const secrets = { 'bootstrap-password': { secret: 'search' } };
  expect(
    warningsOf({ ...start, secrets, sidecars: [{ name: 'beside', ...start, ...named }] }),
  ).toEqual([
    `services.ts: service "web": ${dropped('command', 'secrets["bootstrap-password"]')}`,
    `services.ts: service "web": sidecar "beside": ${dropped('command')}`,
  ]);
});
