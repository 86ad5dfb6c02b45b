import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { validateServices } from '../../../../../constructs/options/service/service-checks';
import { inExampleFolder } from '../../../../support/in-folder';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('the shortest useful description is right', () => {
  expect(validateServices([web])).toEqual([]);
});

test('a description that uses every field is right', () => {
  const service = {
    name: 'shop-2',
    image: { reference: 'registry.example:5000/shop/web:1.2' },
    port: 80,
    routes: [
      '/',
      {
        path: '/a/',
        host: 'Shop.example',
        stripPrefix: true,
        expect: { status: 204, contains: 'x' },
      },
    ],
    page: 'sites/a',
    cpuUnits: 128,
    memoryMiB: 64,
    environment: { PORT: '80', LOG_level2: '' },
    healthCheck: {
      command: ['true'],
      intervalSeconds: 30,
      timeoutSeconds: 2,
      retries: 1,
      startPeriodSeconds: 0,
    },
    stopSeconds: 120,
    user: '33',
    writableRoot: true,
    tmpfs: { '/var/cache/nginx': 64 },
  };
  expect(validateServices([service])).toEqual([]);
});

test.each<[unknown, string]>([
  [[], 'services.ts: services must be an array of at least one service, got []'],
  [undefined, 'services.ts: services must be an array of at least one service, got undefined'],
])('services %j is an error', (services, message) => {
  expect(validateServices(services)).toEqual([message]);
});

const nameRule =
  'name must be lower-case letters, digits and single hyphens, start with a letter and have at most 20 characters';

test.each<[object, string]>([
  [{ name: 'My Shop' }, `services.ts: service 1: ${nameRule}, got "My Shop"; write "my-shop"`],
  [{ name: '-a--b-' }, `services.ts: service 1: ${nameRule}, got "-a--b-"; write "a-b"`],
  [
    { name: 'abcdefghijklmnopqrstu' },
    `services.ts: service 1: ${nameRule}, got "abcdefghijklmnopqrstu"; write "abcdefghijklmnopqrst"`,
  ],
  [{ name: '42' }, `services.ts: service 1: ${nameRule}, got "42"`],
  [{ name: undefined }, `services.ts: service 1: ${nameRule}, got undefined`],
  [
    { name: 'proxy' },
    'services.ts: service 1: name must not be the name of another part of the stack, got "proxy"; write "proxy-app"',
  ],
])('a service with %j is an error', (fields, message) => {
  expect(validateServices([{ ...web, ...fields }])).toEqual([message]);
});

test.each<[object, string]>([
  [{ ports: 80 }, 'a service has no field "ports"; did you mean "port"?'],
  [
    { zzz: 1 },
    'a service has no field "zzz"; there are name, image, port, routes, page, command, entryPoint, cpuUnits, memoryMiB, architecture, ephemeralStorageGiB, spotPercent, environment, secrets, healthCheck, healthPath, targetHealth, healthCheckGraceSeconds, scaling, tasks, sidecars, tracing, exec, deployedBy, logMode, stopSeconds, drainSeconds, deregistrationSeconds, egressPorts, user, writableRoot, tmpfs, initProcess, recreate',
  ],
  [
    { image: 'nginx' },
    "image must be an object, got \"nginx\"; write for example { folder: 'containers/api' } or { reference: 'nginx:1.30' }",
  ],
  [{ memory: 512 }, 'a service has no field "memory"; did you mean "memoryMiB"?'],
  [
    { image: {} },
    "image must have either a folder or a reference, got {}; write { folder: 'containers/api' }",
  ],
  [
    { image: { folder: 'containers/api', reference: 'a:1' } },
    "image must have either a folder or a reference, got { folder: 'containers/api', reference: 'a:1' }; write { folder: 'containers/api' }",
  ],
  [
    { image: { folder: 'containers/ap' } },
    'image.folder must be a folder with Dockerfile, got "containers/ap"; did you mean "containers/api"?',
  ],
  [
    { image: { folder: 'containers/something-else' } },
    'image.folder must be a folder with Dockerfile, got "containers/something-else"; there are containers/api, containers/proxy, containers/web, containers/xray-daemon',
  ],
  [
    { image: { folder: 'nowhere/app' } },
    'image.folder must be a folder with Dockerfile, got "nowhere/app"; create nowhere/app/Dockerfile',
  ],
  [
    { image: { folder: '../api' } },
    'image.folder must be a folder below the project\'s root folder, of letters, digits, spaces and . _ -, got "../api"',
  ],
  [
    { image: { folder: '/srv/api' } },
    'image.folder must be a folder below the project\'s root folder, of letters, digits, spaces and . _ -, got "/srv/api"',
  ],
  [
    { image: { reference: 'nginx' } },
    'image.reference must have a version: a tag other than latest, or a digest, got "nginx"; write "nginx:<version>"',
  ],
  [
    { image: { reference: 'localhost:5000/nginx:latest' } },
    'image.reference must have a version: a tag other than latest, or a digest, got "localhost:5000/nginx:latest"; write "localhost:5000/nginx:<version>"',
  ],
  [{ image: { reference: 'ngi nx:1' } }, 'image.reference must be an image name, got "ngi nx:1"'],
  [{ port: 65536 }, 'port must be a whole number from 1 to 65535, got 65536'],
  [{ port: '80' }, 'port must be a whole number from 1 to 65535, got "80"'],
  [
    { routes: [] },
    "routes must be an array of at least one path, got []; write for example ['/'], or leave routes out for a service to which nothing connects",
  ],
  [
    { routes: '/a' },
    `routes must be an array of at least one path, got "/a"; write for example ['/'], or leave routes out for a service to which nothing connects`,
  ],
  [{ routes: ['a'] }, 'the path of a route must start with "/", got "a"; write "/a"'],
  [
    { routes: ['web.example.com'] },
    `the path of a route must start with "/", got "web.example.com"; write { host: 'web.example.com', path: '/' }`,
  ],
  [
    { routes: ['https://web.example.com/shop'] },
    `the path of a route must start with "/", got "https://web.example.com/shop"; write { host: 'web.example.com', path: '/shop' }`,
  ],
  [{ routes: [{}] }, 'the path of a route must start with "/", got undefined'],
  [
    { routes: ['/a/*'] },
    'the path of a route can only have letters, digits, "/" and . _ ~ @ : + -, got "/a/*"; a route is a prefix and needs no "*"',
  ],
  [
    { routes: ['/a/../b'] },
    'the path of a route must not have "//" or dot segments, got "/a/../b"',
  ],
  [{ routes: ['//'] }, 'the path of a route must not have "//" or dot segments, got "//"'],
  [
    { routes: [`/${'a'.repeat(126)}`] },
    `the path of a route can have at most 126 characters, got "/${'a'.repeat(126)}"`,
  ],
  [
    { routes: [{ path: '/', host: 'https://shop.local' }] },
    'the host of a route must be a name such as "shop.local", got "https://shop.local"; leave out scheme, port and "*"',
  ],
  [
    { routes: [{ path: '/', stripPrefix: 1 }] },
    'stripPrefix of a route must be true or false, got 1',
  ],
  [
    { routes: [{ path: '/', strip: true }] },
    'route has no field "strip"; did you mean "stripPrefix"?',
  ],
  [
    { routes: [{ path: '/', expect: { status: 42 } }] },
    'status in expect of a route must be a whole number from 200 to 599, got 42',
  ],
  [
    { routes: [{ path: '/hello', expect: { path: '/helloanna' } }] },
    'path in expect of a route must be its path, or one below it, got "/helloanna"; write for example "/hello/status"',
  ],
  [
    { routes: [{ path: '/hello', expect: { path: '/hello/a?b' } }] },
    'path in expect of a route must be its path, or one below it, got "/hello/a?b"; write for example "/hello/status"',
  ],
  [
    { routes: [{ path: '/', expect: { contains: 1 } }] },
    'contains in expect of a route must be a string, got 1',
  ],
  [{ routes: ['/a', '/a/'] }, 'route "/a" is used twice; remove one'],
  [
    { page: 'sites/c' },
    'page must be a folder with index.html, got "sites/c"; did you mean "sites/a"?',
  ],
  [
    { cpuUnits: 0.25 },
    'cpuUnits must be a whole number from 128 to 196608 (1024 are one vCPU), got 0.25',
  ],
  [{ memoryMiB: 16 }, 'memoryMiB must be a whole number from 32 to 249856, got 16'],
  [{ environment: ['A=1'] }, "environment must be an object of names and strings, got [ 'A=1' ]"],
  [{ environment: { A: 1 } }, 'environment.A must be a string, got 1; write "1"'],
  [{ environment: { A: null } }, 'environment.A must be a string, got null; leave it out'],
  [
    { stopSeconds: 121 },
    'stopSeconds must be a whole number from 2 to 120, the most that Fargate allows, got 121',
  ],
  [
    { user: 'nginx' },
    'user must be a numeric user other than root, got "nginx"; write for example "1000:1000"',
  ],
  [
    { user: '0' },
    'user must be a numeric user other than root, got "0"; write for example "1000:1000"',
  ],
  [
    { user: '4294967296' },
    'user must be a numeric user other than root, got "4294967296"; write for example "1000:1000"',
  ],
  [
    { healthPath: `/${'x'.repeat(1024)}` },
    `healthPath can have at most 1024 characters, got "/${'x'.repeat(95)}...`,
  ],
  [
    { healthPath: 'healthz' },
    'healthPath must be a path that starts with "/", got "healthz"; write for example "/healthz"',
  ],
  [{ scaling: { minTasks: 5 } }, 'scaling.maxTasks must be at least minTasks (5), got 4'],
  [
    { scaling: { cpuPercent: 0 } },
    'scaling.cpuPercent must be a whole number from 1 to 100, got 0',
  ],
  [
    { routes: [{ path: '/', priority: 0 }] },
    'priority of a route must be a whole number from 1 to 50000, got 0',
  ],
  [{ port: Number.NaN }, 'port must be a whole number from 1 to 65535, got NaN'],
  [{ port: 8080n }, 'port must be a whole number from 1 to 65535, got 8080n'],
  [
    { environment: new Map([['A', 'B']]) },
    "environment must be an object of names and strings, got Map(1) { 'A' => 'B' }",
  ],
  [
    { environment: { A: 'a\0b' } },
    'environment.A must be a string without NUL, unpaired surrogates or "${TfToken[", got "a\\u0000b"',
  ],
  [
    { environment: { A: '\ud800' } },
    'environment.A must be a string without NUL, unpaired surrogates or "${TfToken[", got "\\ud800"',
  ],
  [
    { environment: { A: 'x'.repeat(131_070) } },
    'environment.A has 131070 bytes, but 131071 are allowed, including its name',
  ],
  [{ tmpfs: { '/proc': 1 } }, 'a path of tmpfs must not be in /proc, /sys or /dev, got "/proc"'],
  [
    { page: 'sites/a', tmpfs: { '/srv': 1 } },
    'a path of tmpfs must not hide the page at /srv/www, got "/srv"',
  ],
  [
    { page: 'sites/a', routes: ['/shop'] },
    'route "/shop" arrives as /shop, but sites/a/shop does not exist; set stripPrefix: true to serve sites/a/index.html',
  ],
  [
    { page: 'sites/a/index.html' },
    'page must be a folder with index.html, got "sites/a/index.html"; write "sites/a"',
  ],
  [
    { image: { folder: './containers//web/' } },
    'image.folder must be a folder below the project\'s root folder, of letters, digits, spaces and . _ -, got "./containers//web/"; write "containers/web"',
  ],
  [
    { image: { folder: 'services.ts/x' } },
    'image.folder must be a folder with Dockerfile, got "services.ts/x"; create services.ts/x/Dockerfile',
  ],
  [
    { image: { reference: 'nginx@sha256:abc' } },
    'image.reference must be an image name, got "nginx@sha256:abc"',
  ],
  [{ writableRoot: 'no' }, 'writableRoot must be true or false, got "no"'],
  [
    { logMode: 'nonblocking' },
    'logMode must be "non-blocking" or "blocking", got "nonblocking"; did you mean "non-blocking"?',
  ],
  [
    { tmpfs: ['/tmp'] },
    "tmpfs must be an object of paths and sizes in MiB, got [ '/tmp' ]; write for example { '/tmp': 64 }",
  ],
  [
    { tmpfs: { tmp: 1 } },
    'a path of tmpfs must be absolute, of letters, digits and . _ -, without a trailing slash, got "tmp"',
  ],
  [
    { memoryMiB: 512, tmpfs: { '/tmp': 600 } },
    'tmpfs["/tmp"] must be a whole number from 1 to 512 (memoryMiB), got 600',
  ],
  [
    { memoryMiB: 512, tmpfs: { '/tmp': { sizeMiB: 600 } } },
    'tmpfs["/tmp"].sizeMiB must be a whole number from 1 to 512 (memoryMiB), got 600',
  ],
  [
    { memoryMiB: 512, tmpfs: { '/tmp': { executable: true } } },
    'tmpfs["/tmp"].sizeMiB must be a whole number from 1 to 512 (memoryMiB), got undefined',
  ],
  [
    { tmpfs: { '/tmp': { sizeMiB: 64, executable: 'yes' } } },
    'tmpfs["/tmp"].executable must be true or false, got "yes"',
  ],
  [
    { tmpfs: { '/tmp': { sizeMiB: 64, exec: true } } },
    'tmpfs["/tmp"] has no field "exec"; did you mean "executable"?',
  ],
  ...[[], [80], [443, 443], [443, 0], 443].map((egressPorts): [object, string] => [
    { egressPorts },
    `egressPorts must be an array of at most 60 different ports that includes 443, got ${inspect(egressPorts)}; write for example [443, 5432]`,
  ]),
])('%j is an error', (fields, message) => {
  const problems = inExampleFolder(() => validateServices([{ ...web, ...fields }]));
  expect(problems).toEqual([`services.ts: service "web": ${message}`]);
});

test('two services may not share a name or a route', () => {
  expect(validateServices([web, { ...web, routes: ['/b'] }])).toEqual([
    'services.ts: service 2: name "web" is used twice; rename one of the services',
  ]);
  const second = { ...web, name: 'two', routes: [{ path: '/a', host: 'SHOP.local' }, '/'] };
  expect(
    validateServices([{ ...web, routes: ['/', { path: '/a/', host: 'shop.local' }] }, second]),
  ).toEqual([
    'services.ts: service "two": route "shop.local/a" already leads to service "web"; use another path or host for one of them',
    'services.ts: service "two": route "/" already leads to service "web"; use another path or host for one of them',
  ]);
});

test('everything that is wrong is said at once', () => {
  const wrong = { ...web, port: 0, user: 'root' };
  expect(validateServices([wrong, null])).toEqual([
    'services.ts: service "web": port must be a whole number from 1 to 65535, got 0',
    'services.ts: service "web": user must be a numeric user other than root, got "root"; write for example "1000:1000"',
    'services.ts: service 2: a service must be an object, got null',
  ]);
});

test.each<[object[], string]>([
  [
    [{ name: 'shop', sidecars: ['cache'] }, { name: 'shop-cache' }],
    'services.ts: service "shop": sidecar "cache": its container and that of service "shop-cache" would both be shop-cache; rename one of them',
  ],
  [
    [
      { name: 'a', sidecars: ['b-c'] },
      { name: 'a-b', sidecars: ['c'] },
    ],
    'services.ts: service "a-b": sidecar "c": its container and that of sidecar "b-c" of service "a" would both be a-b-c; rename one of them',
  ],
  [
    [{ name: 'xray', sidecars: ['daemon'] }],
    'services.ts: service "xray": sidecar "daemon": its container and that of the X-Ray stub would both be xray-daemon; rename one of them',
  ],
])('two containers of one name on the laptop are an error: %j', (services, message) => {
  const described = services.map((service, index) => {
    const { sidecars = [] } = service as { sidecars?: string[] };
    const { image } = web;
    return {
      ...web,
      ...service,
      routes: [`/${index}`],
      sidecars: sidecars.map((name) => ({ name, image })),
    };
  });
  expect(validateServices(described)).toEqual([message]);
});

test('two folders whose images would have one name are an error that names both services', () => {
  const services = [
    { name: 'one', image: { folder: 'containers/api' }, routes: ['/1'] },
    { name: 'two', image: { folder: 'sites/Api' }, routes: ['/2'] },
  ];
  const problems = inExampleFolder(() => {
    mkdirSync('sites/Api');
    writeFileSync('sites/Api/Dockerfile', 'FROM scratch');
    return validateServices(services);
  });
  expect(problems).toEqual([
    'services.ts: service "two": image.folder sites/Api has the same image name, api, as containers/api of service "one"; rename one of the folders',
  ]);
});

test('the services that docs/services.md shows are right', () => {
  const blocks = readFileSync('docs/services.md', 'utf8').matchAll(/```ts\n(\{[\s\S]*?\n\})\n```/g);
  const shown = [...blocks].map(([, block]) => {
    const service = new Function(`return ${block}`)();
    return { ...service, image: { folder: 'containers/api' } };
  });
  expect(shown).toHaveLength(3);
  for (const service of shown) {
    expect(validateServices([service, { ...web, routes: ['/other'] }])).toEqual([]);
  }
});
