import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { rulePriority } from '../../../../constructs/load-balancer/rule-priority';
import { fargateSizeIssue } from '../../../../constructs/options/service/fargate-sizes';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { physicalName } from '../../../../constructs/terraform/physical-name';
import { validateForFargate } from '../../../../constructs/validation/fargate-checks';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const problems = (...services: ServiceOptions[]) => validateForFargate(resolveServices(services));

test.each<[number, number, string | undefined]>([
  [256, 512, undefined],
  [16384, 122880, undefined],
  [256, 4096, 'Fargate has no 4096 MiB with 256 CPU units; memoryMiB can be 512, 1024 or 2048'],
  [
    4096,
    512,
    'Fargate has no 512 MiB with 4096 CPU units; memoryMiB can be 8192 to 30720 in steps of 1024',
  ],
  [
    300,
    512,
    'Fargate has no 300 CPU units; cpuUnits can be 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768',
  ],
])('a task of %i CPU units and %i MiB', (cpuUnits, memoryMiB, problem) => {
  expect(fargateSizeIssue({ cpuUnits, memoryMiB })).toBe(problem);
});

test('a name that fits stays, a longer one keeps its beginning and differs by a hash', () => {
  expect(physicalName('magicnight', 32)).toBe('magicnight');
  const [one, two] = ['a', 'b'].map((end) =>
    physicalName(`magicnight-fargate-a-long-service-${end}`, 32),
  );
  expect(one).toMatch(/^magicnight-fargate-a-long-[0-9a-f]{6}$/);
  expect(one).not.toBe(two);
  expect(physicalName(`${'a'.repeat(24)}-${'b'.repeat(20)}`, 32)).toMatch(/^a{24}-[0-9a-f]{6}$/);
});

test.each<[string, string | Buffer, string[]]>([
  [
    'of 70,000 bytes',
    'x'.repeat(70_000),
    [
      expect.stringMatching(
        /^services.ts: service "web": its task definition would have \d+ bytes, but 65536 are allowed; remove at least \d+ bytes from sites\/test-page\/index.html \(70002 bytes as JSON\), or build them into the image$/,
      ),
    ],
  ],
  [
    'of 40,000 quotes',
    '"'.repeat(40_000),
    [expect.stringContaining('its task definition would have')],
  ],
  [
    'that is empty',
    '',
    ['services.ts: service "web": sites/test-page/index.html must not be empty; write the page'],
  ],
  [
    'in Latin-1',
    Buffer.from([0xe9]),
    [
      'services.ts: service "web": sites/test-page/index.html must be UTF-8 without NUL or "${TfToken["',
    ],
  ],
])('a page %s is an error', (_what, text, expected) => {
  withPage({ 'index.html': text, '.gitkeep': '' }, () => {
    expect(problems({ ...web, page: 'sites/test-page' })).toEqual(expected);
  });
});

test('a page that is more than its index.html is an error', () => {
  withPage({ 'index.html': 'x', 'style.css': '', 'a.png': '' }, () => {
    expect(problems({ ...web, page: 'sites/test-page' })).toEqual([
      'services.ts: service "web": only sites/test-page/index.html is deployed to AWS, not a.png, style.css; put these files into an image',
    ]);
  });
});

/** Lets a page be there while something is done. */
function withPage(files: Record<string, string | Buffer>, work: () => void): void {
  mkdirSync('sites/test-page', { recursive: true });
  try {
    for (const [name, text] of Object.entries(files))
      writeFileSync(`sites/test-page/${name}`, text);
    work();
  } finally {
    rmSync('sites/test-page', { recursive: true });
  }
}

test.each<[Partial<ServiceOptions>, string]>([
  [
    { environment: { BIG: 'x'.repeat(70_000) } },
    'services.ts: service "web": its task definition would have 71899 bytes, but 65536 are allowed; remove at least 6546 bytes from environment.BIG (70002 bytes as JSON), or build them into the image',
  ],
  [
    { routes: [{ path: '/', host: 'localhost' }] },
    'services.ts: service "web": the host of route "localhost/" must end with a dot and letters, as a load balancer requires; write for example "shop.example"',
  ],
  [
    { port: 80 },
    'services.ts: service "web": port must be 1024 or more, got 80; write for example 8080',
  ],
  [
    { port: 2000, tracing: 'xray' },
    `services.ts: service "web": port must not be the port of X-Ray's daemon, got 2000; write for example 8080`,
  ],
  [
    { scaling: { minTasks: 0 } },
    'services.ts: service "web": scaling.minTasks must be at least 1, got 0; to stop the service, set tasks: 0 instead of scaling',
  ],
])('%j is an error', (fields, message) => {
  const [problem = ''] = problems({ ...web, ...fields });
  const stable = problem
    .replace(/would have \d+ bytes/, 'would have 71899 bytes')
    .replace(/shorten by \d+ bytes/, 'shorten by 1 bytes');
  expect(stable).toBe(message);
});

test('what is not traced may listen on the port of the daemon', () => {
  expect(problems({ ...web, port: 2000 })).toEqual([]);
});

test('a size that Fargate does not have is an error', () => {
  expect(problems({ ...web, cpuUnits: 1024, memoryMiB: 512 })).toEqual(
    [
      'services.ts: service "web": Fargate has no 512 MiB with 1024 CPU units; memoryMiB can be 2048, 3072, 4096, 5120, 6144, 7168, 8192',
    ].map((text) => text.replace(', 8192', ' or 8192')),
  );
});

test('two routes that fall on one priority are an error that names both and a free number', () => {
  const paths = new Map<number, string>();
  let pair: string[] = [];
  for (let index = 0; pair.length === 0; index++) {
    const path = `/p${index}`;
    const priority = rulePriority({ prefix: path }, 'forward');
    const other = paths.get(priority);
    if (other) pair = [other, path];
    paths.set(priority, path);
  }
  const [first = '', second = ''] = pair;
  const services = [
    { ...web, routes: [first] },
    { ...web, name: 'two', routes: [second] },
  ];
  expect(problems(...services)).toEqual([
    `services.ts: service "two": route "${second}" has the same priority as route "${first}" of service "web"; set priority: 44001 for the newer of the two`,
  ]);
  const mended = { ...web, name: 'two', routes: [{ path: second, priority: 44_001 }] };
  expect(problems({ ...web, routes: [first] }, mended)).toEqual([]);
});

test('a priority that would change the order, and a route that is too deep, are errors', () => {
  expect(problems({ ...web, routes: [{ path: '/a', priority: 1 }, '/1/2/3/4/5/6/7/8/9'] })).toEqual(
    [
      'services.ts: service "web": priority of route "/a" must be from 44001 to 49000, so that deeper routes match first, got 1',
      'services.ts: service "web": route "/1/2/3/4/5/6/7/8/9" has 9 segments, but 8 are allowed; use a shorter path',
    ],
  );
});

test('what is suggested for several collisions is free, also for the other rule of a stripped route', () => {
  const routes = Array.from({ length: 200 }, (_, index) => ({
    path: `/p${index}`,
    stripPrefix: true,
  }));
  const suggested = problems({ ...web, routes }).map((text) =>
    Number(/priority: (\d+)/.exec(text)?.[1]),
  );
  expect(suggested.length).toBeGreaterThan(1);
  expect(new Set(suggested).size).toBe(suggested.length);
  const all = routes.map(({ path }) => rulePriority({ prefix: path }, 'forward'));
  expect(suggested.filter((priority) => all.includes(priority))).toEqual([]);
});
