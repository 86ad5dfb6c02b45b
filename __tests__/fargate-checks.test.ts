import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fargateProblems } from '../constructs/fargate-checks';
import { fargateSizeProblem } from '../constructs/fargate-sizes';
import { physicalName } from '../constructs/physical-name';
import { rulePriority } from '../constructs/rule-priority';
import { resolveServices } from '../constructs/service';
import type { ServiceDescription } from '../constructs/service-description';

const web: ServiceDescription = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const problems = (...services: ServiceDescription[]) => fargateProblems(resolveServices(services));

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
    'Fargate has no 300 CPU units; cpuUnits can be 256, 512, 1024, 2048, 4096, 8192 or 16384',
  ],
])('a task of %i CPU units and %i MiB', (cpuUnits, memoryMiB, problem) => {
  expect(fargateSizeProblem(cpuUnits, memoryMiB)).toBe(problem);
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

test('a page that is more than its index.html is an error', () => {
  mkdirSync('sites/test-page', { recursive: true });
  try {
    writeFileSync('sites/test-page/index.html', 'x'.repeat(49_153));
    writeFileSync('sites/test-page/style.css', '');
    expect(problems({ ...web, page: 'sites/test-page' })).toEqual([
      'fargate: service "web": only sites/test-page/index.html travels to AWS, not style.css; put these into an image of their own',
      'fargate: service "web": sites/test-page/index.html has 49153 bytes; 49152 fit into a task definition',
    ]);
  } finally {
    rmSync('sites/test-page', { recursive: true });
  }
});

test('a size that Fargate does not have is an error', () => {
  expect(problems({ ...web, cpuUnits: 1024 })).toEqual(
    [
      'fargate: service "web": Fargate has no 512 MiB with 1024 CPU units; memoryMiB can be 2048, 3072, 4096, 5120, 6144, 7168, 8192',
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
    `fargate: service "two": route "${second}" falls on the priority of route "${first}" of service "web"; write priority: 39001 for the newer of the two`,
  ]);
  const mended = { ...web, name: 'two', routes: [{ path: second, priority: 39_001 }] };
  expect(problems({ ...web, routes: [first] }, mended)).toEqual([]);
});

test('a priority that would change the order, and a route that is too deep, are errors', () => {
  expect(problems({ ...web, routes: [{ path: '/a', priority: 1 }, '/1/2/3/4/5/6/7/8/9'] })).toEqual(
    [
      'fargate: service "web": priority of route "/a" must be from 39001 to 49000, or deeper routes would not go first',
      'fargate: service "web": route "/1/2/3/4/5/6/7/8/9" has 9 segments; 8 are allowed',
    ],
  );
});
