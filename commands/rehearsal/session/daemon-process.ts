import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../cli/command';
import { loaderArguments } from '../../cli/own-programs';
import { endSeconds, removeAll } from './cleanup';
import { folderOf, prefix, type SessionRecord } from './session-record';

/** What the emulator is started with. */
export interface EmulatedAccount {
  readonly region: string;

  /**
   * Names of the load balancers that get addresses of their own, by environment.
   *
   * @default - none: the host of a request selects the load balancer
   */
  readonly balancers?: Readonly<Record<string, string>>;
}

export type ToDaemon =
  | ({ readonly type: 'start'; readonly python: string } & EmulatedAccount)
  | { readonly type: 'keep' | 'end' };

export type FromDaemon =
  | { readonly type: 'ready'; readonly record: SessionRecord }
  | { readonly type: 'failed'; readonly message: string };

/** The daemon of a rehearsal, seen from its command. */
export class DaemonProcess {
  /** Id of the rehearsal, and name of its folder. */
  readonly id: string;
  private readonly child: ChildProcess;

  /** Starts the daemon. It waits for the message `start`, and ends when this process ends. */
  constructor() {
    this.id = prefix + randomBytes(4).toString('hex');
    const making = join(tmpdir(), `.${this.id}`);
    mkdirSync(making, { mode: 0o700 });
    const log = openSync(join(making, 'host.log'), 'w');
    const daemon = require.resolve('../daemon');
    this.child = fork(daemon, [this.id], {
      execArgv: loaderArguments(daemon),
      // Only the command handles Ctrl-C.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    // Renamed last, so that the folder never exists without the process id of its daemon.
    writeFileSync(join(making, 'host.pid'), String(this.child.pid));
    renameSync(making, folderOf(this.id));
  }

  /** Starts emulator and gateway. */
  async start(
    python: string,
    account: EmulatedAccount,
    signal: AbortSignal,
  ): Promise<SessionRecord> {
    const answered = once(this.child, 'message', { signal });
    const ended = once(this.child, 'exit', { signal });
    this.tell({ type: 'start', python, ...account });
    const [message] = await Promise.race([answered, ended]);
    const answer = message as FromDaemon | number | null;
    if (typeof answer === 'object' && answer?.type === 'ready') return answer.record;
    const reason = typeof answer === 'object' && answer ? answer.message : 'the daemon exited';
    throw new UserError(`The emulator did not start: ${reason}\n${this.lastWords()}`);
  }

  /** Calls `listener` if the emulator or the daemon exits unexpectedly. */
  onFailure(listener: (error: UserError) => void): void {
    const report = () =>
      listener(
        new UserError(`The emulator or its gateway exited unexpectedly\n${this.lastWords()}`),
      );
    this.child.on('message', report).on('exit', report);
  }

  /** Keeps the rehearsal running when this process ends. */
  async keep(): Promise<void> {
    this.child.removeAllListeners();
    const disconnected = once(this.child, 'disconnect');
    this.tell({ type: 'keep' });
    await disconnected;
    this.child.unref();
  }

  /**
   * Ends the rehearsal and removes everything that it has created on this machine.
   *
   * @param hurry aborting it kills the daemon instead of waiting for it.
   */
  async end(hurry: AbortSignal): Promise<void> {
    this.child.removeAllListeners();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const signal = AbortSignal.any([hurry, AbortSignal.timeout(endSeconds * 1000)]);
      const ended = once(this.child, 'exit', { signal });
      this.tell({ type: 'end' });
      await ended.catch(() => this.child.kill('SIGKILL'));
    }
    // The daemon may have been killed, or may have exceeded its time limit.
    await removeAll(this.id);
  }

  private tell(message: ToDaemon): void {
    if (this.child.connected) this.child.send(message);
  }

  /** The last errors that the emulator and the gateway have logged. */
  private lastWords(): string {
    try {
      const text = readFileSync(join(folderOf(this.id), 'host.log'), 'utf8');
      const lines = text.split('\n').filter((line) => /error|exception|failed|refused/i.test(line));
      return lines.slice(-20).join('\n');
    } catch {
      return '';
    }
  }
}
