import { setTimeout as sleep } from 'node:timers/promises';
import { onInterruption } from '../../../../commands/cli/command';

test('a Ctrl-C that npm forwards, too, is one interruption; a second Ctrl-C is another one', async () => {
  const before = process.listenerCount('SIGINT');
  let interruptions = 0;
  const ignoreInterruptions = onInterruption(() => interruptions++);
  process.emit('SIGINT');
  process.emit('SIGINT');
  expect(interruptions).toBe(1);
  await sleep(600);
  process.emit('SIGINT');
  expect(interruptions).toBe(2);
  ignoreInterruptions();
  expect(process.listenerCount('SIGINT')).toBe(before);
});
