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
 * Starts an emulator, runs `work`, and removes the emulator with its containers. If `staysUp` is set, the emulator keeps running,
 * also after an error of `work`, but not after Ctrl-C.
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
  let record: SessionRecord | undefined;
  let ending: Ending = 'failed';
  try {
    await steps.run('emulator', 900, async (timed) => {
      const python = await installPythonTool(emulatorTool, timed);
      record = await daemon.start(python, account, timed);
      daemon.onFailure((error) => interrupted.abort(error));
      return `${emulatorTool.name} at http://${record.gateway}`;
    });
    if (!record) return;
    await work({ id: daemon.id, record, steps, signal });
    ending = 'succeeded';
  } catch (error) {
    if (error instanceof Interrupted) ending = 'interrupted';
    throw error;
  } finally {
    // Without an emulator, there is nothing to look at.
    const keepsRunning = staysUp && record !== undefined && !signal.aborted;
    if (keepsRunning) await daemon.keep();
    else await daemon.end(hurry.signal);
    ignoreInterruptions();
    console.log(`\n${steps.summary()}\n`);
    const canStay = record !== undefined && !staysUp && !signal.aborted;
    console.log(endingMessage(ending, { keepsRunning, canStay, folder: folderOf(daemon.id) }));
  }
}

/** How a rehearsal has ended. */
type Ending = 'succeeded' | 'failed' | 'interrupted';

interface Remains {
  readonly keepsRunning: boolean;

  /** Whether it would keep running after an error with another option. */
  readonly canStay: boolean;
  readonly folder: string;
}

/** What is left of a rehearsal, or was removed. */
export function endingMessage(ending: Ending, { keepsRunning, canStay, folder }: Remains): string {
  if (keepsRunning && ending === 'succeeded') return 'The emulator keeps running.';
  if (keepsRunning)
    return 'The emulator keeps running, with all that was created before the error.';
  if (ending === 'succeeded') return 'The rehearsal succeeded, and everything was removed.';
  const removed = `Everything was removed: the emulator, its containers and their network, the tags of images, and ${folder} with the states and logs.`;
  return ending === 'failed' && canStay ? `${removed} With --keep, it stays.` : removed;
}
