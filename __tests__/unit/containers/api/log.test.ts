import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';

/** Runs a program that has a log, as the api has it, on a pipe. */
function start(body: string) {
  const log = pathToFileURL('containers/api/log.js').href;
  const program = `import { createLog } from '${log}'; const log = createLog(); ${body}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test.each([
  ['exits', 'process.exit(0);'],
  ['ends', ''],
  ['fails', 'log.fatal("failed"); process.exit(1);'],
  [
    'exits during a write',
    'setTimeout(() => { log.info("last"); log.flush(() => process.exit(0)); }, 1);',
  ],
])('a process that %s loses no line of its log', async (_how, end) => {
  const child = start(
    `for (let index = 0; index < 5000; index++) log.info({ index }, 'x'); ${end}`,
  );
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await once(child, 'close');
  const indices = lines(text).flatMap(({ index }) => index ?? []);
  expect(indices).toEqual(Array.from({ length: 5000 }, (_, index) => index));
});

test('a single line is written while the process runs', async () => {
  const child = start(`log.info('listening'); setTimeout(() => {}, 60_000);`);
  const [chunk] = await once(child.stdout, 'data');
  child.kill();
  expect(lines(String(chunk))).toEqual([
    { level: 'info', time: expect.any(String), message: 'listening' },
  ]);
});

test('lines that come during a write are written without further ones', async () => {
  const child = start(
    `for (let index = 0; index < 100; index++) log.info('x'.repeat(50));
    setImmediate(() => log.info('last'));
    setTimeout(() => {}, 60_000);`,
  );
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.includes('"message":"last"')) child.kill();
  }
  expect(lines(text)).toHaveLength(101);
});
