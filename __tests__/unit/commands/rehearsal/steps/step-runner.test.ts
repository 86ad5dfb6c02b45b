import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted, UserError } from '../../../../../commands/cli/command';
import { StepRunner } from '../../../../../commands/rehearsal/steps/step-runner';

function runner(signal = new AbortController().signal) {
  const said: string[] = [];
  return { said, all: new StepRunner(signal, (line) => said.push(line)) };
}

test('each phase is told as it begins and ends, and all of them at the end', async () => {
  const { said, all } = runner();
  await all.run('apply', 10, async () => '3 resources added');
  await all.run('second plan', 10, async () => 'no changes');
  expect(said).toEqual([
    'apply',
    '  3 resources added (0.0 s)',
    'second plan',
    '  no changes (0.0 s)',
  ]);
  expect(all.summary()).toBe(
    '  apply          0.0 s  3 resources added\n  second plan    0.0 s  no changes',
  );
});

test('a phase that takes too long has failed, and says so', async () => {
  const { all } = runner();
  const work = (signal: AbortSignal) => sleep(10_000, '', { signal });
  await expect(all.run('apply', 0.05, work)).rejects.toThrow('apply took longer than 0.05 s');
  expect(all.summary()).toMatch(/^ {2}apply {4}0\.\d s {2}failed$/);
});

test('a phase that is interrupted ends with that, whatever its work says', async () => {
  const interrupted = new AbortController();
  const { all } = runner(interrupted.signal);
  const running = all.run('apply', 10, async (signal) => {
    await sleep(5_000, '', { signal }).catch(() => {});
    throw new Error('a consequence');
  });
  interrupted.abort(new Interrupted('Interrupted.'));
  await expect(running).rejects.toThrow(new Interrupted('Interrupted.'));
  await expect(all.run('smoke', 10, async () => '')).rejects.toThrow('Interrupted.');
});

test('what is wrong is shown as it is, or with the name of the phase', async () => {
  const { all } = runner();
  const fail = (error: Error) => () => Promise.reject(error);
  await expect(all.run('apply', 9, fail(new UserError('as it is')))).rejects.toThrow(/^as it is$/);
  await expect(all.run('apply', 9, fail(new Error('inner')))).rejects.toThrow(
    /^apply failed after 0\.0 s: inner$/,
  );
});
