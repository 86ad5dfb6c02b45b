import { inspect } from 'node:util';
import { validateServices } from '../../../../../constructs/options/service/service-checks';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const problems = (fields: object) => validateServices([{ ...web, ...fields }]);

test.each([
  { command: ['node', ''] },
  { command: ['sh', '-c', 'exec node server.js'] },
  { entryPoint: ['sh', '-c'], command: ['exec node server.js'] },
  { healthCheck: { command: ['CMD', 'node', 'healthcheck.js'] } },
  { healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost:8080/ || exit 1'] } },
  { healthCheck: { command: ['NONE'] } },
])('%j is right', (fields) => {
  expect(problems(fields)).toEqual([]);
});

const words =
  (field: string) =>
  (value: unknown): [object, string] => [
    { [field]: value },
    `${field} must be an array of strings, got ${typeof value === 'string' ? JSON.stringify(value) : inspect(value)}; write for example ['node', 'worker.js']`,
  ];
const check = (command: unknown, message: string): [object, string] => [
  { healthCheck: { command } },
  message,
];
const limits = 'without NUL, unpaired surrogates or "${TfToken["';
const shellOf = '; for an image whose ENTRYPOINT is a shell, also write entryPoint';

test.each<[object, string]>([
  ...[[], 'node x', [''], ['a', 1], Array(2), null].map(words('command')),
  ...['a\0', '\ud800', '${TfToken[x]}'].map((word): [object, string] => [
    { command: ['a', word] },
    `command[1] must be a string ${limits}, got ${JSON.stringify(word)}`,
  ]),
  ...[['node', 1], 'node worker.js', []].map(words('entryPoint')),
  [
    { command: ['npm start'] },
    `the first string of command must be a program, got [ 'npm start' ]; write ['npm', 'start']${shellOf}`,
  ],
  [
    { command: ['npm run migrate && npm start'] },
    `the first string of command must be a program, got [ 'npm run migrate && npm start' ]; write ['sh', '-c', 'npm run migrate && npm start']${shellOf}`,
  ],
  [
    { entryPoint: ['node  worker.js '] },
    "the first string of entryPoint must be a program, got [ 'node  worker.js ' ]; write ['node', 'worker.js']",
  ],
  [
    { healthCheck: { command: 'true' } },
    "healthCheck.command must be an array of strings, got \"true\"; write for example ['node', 'healthcheck.js']",
  ],
  [
    { healthCheck: { command: ['true'], intervalSeconds: 1 } },
    'healthCheck.intervalSeconds must be a whole number from 5 to 300, got 1',
  ],
  [
    { healthCheck: { command: ['true'], timeoutSeconds: 61 } },
    'healthCheck.timeoutSeconds must be a whole number from 2 to 60, got 61',
  ],
  [
    { healthCheck: { command: ['true'], retries: 0 } },
    'healthCheck.retries must be a whole number from 1 to 10, got 0',
  ],
  [
    { healthCheck: { command: ['true'], startPeriodSeconds: -1 } },
    'healthCheck.startPeriodSeconds must be a whole number from 0 to 300, got -1',
  ],
  [
    { healthCheck: { command: ['true'], interval: 5 } },
    'healthCheck has no field "interval"; did you mean "intervalSeconds"?',
  ],
  [
    { healthCheck: { command: [''] } },
    "healthCheck.command must be an array of strings, got [ '' ]; write for example ['node', 'healthcheck.js']",
  ],
  check(
    ['curl -f http://localhost:8080/'],
    "the program in healthCheck.command must be a string of its own, got [ 'curl -f http://localhost:8080/' ]; write ['curl', '-f', 'http://localhost:8080/']",
  ),
  check(
    ['CMD', "test -f '/tmp/ready'"],
    `the program in healthCheck.command must be a string of its own, got [ 'CMD', "test -f '/tmp/ready'" ]; write ['CMD-SHELL', "test -f '/tmp/ready'"]`,
  ),
  check(
    ['CMD-SHELL', 'curl', '-f', 'http://localhost:8080/'],
    "healthCheck.command must have one shell command after CMD-SHELL, got [ 'CMD-SHELL', 'curl', '-f', 'http://localhost:8080/' ]; write ['CMD-SHELL', 'curl -f http://localhost:8080/']",
  ),
  check(
    ['CMD-SHELL'],
    "healthCheck.command must have one shell command after CMD-SHELL, got [ 'CMD-SHELL' ]; write ['CMD-SHELL', 'curl -f http://localhost:8080/']",
  ),
  check(['CMD'], "healthCheck.command must have a program after CMD, got [ 'CMD' ]"),
  check(
    ['NONE', 'true'],
    "healthCheck.command must have nothing after NONE, got [ 'NONE', 'true' ]",
  ),
  check(['a', 'b\0'], `healthCheck.command[1] must be a string ${limits}, got "b\\u0000"`),
])('%p is an error', (fields, message) => {
  expect(problems(fields)).toEqual([`services.ts: service "web": ${message}`]);
});

test('a sidecar that switches off its health check cannot be waited for', () => {
  const cache = { name: 'cache', image: { folder: 'containers/api' }, waitFor: 'healthy' };
  expect(problems({ sidecars: [{ ...cache, healthCheck: { command: ['NONE'] } }] })).toEqual([
    'services.ts: service "web": sidecar "cache": waitFor: "healthy" needs a healthCheck: ECS ignores that of the image',
  ]);
});
