import { Interrupted, onInterruption, whileBusy } from '../cli/command';
import { installPythonTool } from '../cli/python-tool';
import { emulatorTool } from './emulator/emulator';
import { removeCrashed } from './session/cleanup';
import { DaemonProcess, type EmulatedAccount } from './session/daemon-process';
import { folderOf, type SessionRecord } from './session/session-record';
import { StepRunner } from './steps/step-runner';

/** What an emulator is started for. */
export interface EmulatorPurpose extends EmulatedAccount {
  /** Printed at the start: `stack "fargate"`. */
  readonly what: string;
  /** Whether it keeps running after the last step. */
  readonly staysUp: boolean;
}

/** A running emulator. */
export interface StartedEmulator {
  /** Id of the rehearsal, and name of its folder. */
  readonly id: string;
  readonly record: SessionRecord;
  readonly steps: StepRunner;

  /** Aborted by Ctrl-C, and when the emulator exits unexpectedly. */
  readonly signal: AbortSignal;
}

/**
 * Starts an emulator, runs `work`, and removes the emulator with its containers. If `staysUp` is set and `work` succeeds,
 * the emulator keeps running.
 */
export function withEmulator(
  purpose: EmulatorPurpose,
  work: (emulator: StartedEmulator) => Promise<void>,
): Promise<void> {
  return whileBusy(() => runEmulator(purpose, work));
}

async function runEmulator(
  { what, staysUp, ...account }: EmulatorPurpose,
  work: (emulator: StartedEmulator) => Promise<void>,
): Promise<void> {
  const interrupted = new AbortController();
  const hurry = new AbortController();
  const ignoreInterruptions = onInterruption(() => {
    if (interrupted.signal.aborted) hurry.abort();
    interrupted.abort(new Interrupted('Interrupted.'));
  });
  const crashed = await removeCrashed();
  for (const id of crashed) console.log(`Removed the remains of ${id}`);

  const { signal } = interrupted;
  const steps = new StepRunner(signal);
  const daemon = new DaemonProcess();
  console.log(`Rehearsing ${what} in ${folderOf(daemon.id)}, region ${account.region}`);
  let keepsRunning = false;
  try {
    let record: SessionRecord | undefined;
    await steps.run('emulator', 900, async (timed) => {
      const python = await installPythonTool(emulatorTool, timed);
      record = await daemon.start(python, account, timed);
      daemon.onFailure((error) => interrupted.abort(error));
      return `${emulatorTool.name} at http://${record.gateway}`;
    });
    if (!record) return;
    await work({ id: daemon.id, record, steps, signal });
    if (staysUp) {
      await daemon.keep();
      keepsRunning = true;
    }
  } finally {
    if (!keepsRunning) await daemon.end(hurry.signal);
    ignoreInterruptions();
    console.log(`\n${steps.summary()}\n`);
  }
  console.log(
    keepsRunning
      ? 'The emulator keeps running.'
      : 'The rehearsal succeeded, and everything was removed.',
  );
}
