import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../cli/command';
import { endSeconds, removeAll } from './cleanup';
import { folderOf, prefix, type SessionRecord } from './session-record';

export type ToDaemon =
  | { readonly type: 'start'; readonly python: string; readonly region: string }
  | { readonly type: 'keep' | 'end' };

export type FromDaemon =
  | { readonly type: 'ready'; readonly record: SessionRecord }
  | { readonly type: 'failed'; readonly message: string };

/** The process that keeps a rehearsal, as its command sees it. */
export class DaemonProcess {
  /** Name of the rehearsal, and of its folder. */
  readonly id: string;
  private readonly child: ChildProcess;

  /** Starts the process; it waits for `start`, and ends by itself when this process ends. */
  constructor() {
    this.id = prefix + randomBytes(4).toString('hex');
    const making = join(tmpdir(), `.${this.id}`);
    mkdirSync(making, { mode: 0o700 });
    const log = openSync(join(making, 'host.log'), 'w');
    this.child = fork(join(__dirname, '../daemon.ts'), [this.id], {
      execArgv: ['--import', 'tsx'],
      // Ctrl-C in the terminal is for the command alone.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    // The folder is never there without the number of the process that keeps it.
    writeFileSync(join(making, 'host.pid'), String(this.child.pid));
    renameSync(making, folderOf(this.id));
  }

  /** Starts emulator and gateway. */
  async start(python: string, region: string, signal: AbortSignal): Promise<SessionRecord> {
    const answered = once(this.child, 'message', { signal });
    const ended = once(this.child, 'exit', { signal });
    this.tell({ type: 'start', python, region });
    const [message] = await Promise.race([answered, ended]);
    const answer = message as FromDaemon | number | null;
    if (typeof answer === 'object' && answer?.type === 'ready') return answer.record;
    const reason = typeof answer === 'object' && answer ? answer.message : 'its process ended';
    throw new UserError(`The emulator does not start: ${reason}\n${this.lastWords()}`);
  }

  /** Calls back when the emulator or its process ends by itself. */
  onFailure(listener: (error: UserError) => void): void {
    const report = () =>
      listener(new UserError(`The emulator or its gateway has ended\n${this.lastWords()}`));
    this.child.on('message', report).on('exit', report);
  }

  /** Lets all of it stay up when this process ends. */
  async keep(): Promise<void> {
    this.child.removeAllListeners();
    const disconnected = once(this.child, 'disconnect');
    this.tell({ type: 'keep' });
    await disconnected;
    this.child.unref();
  }

  /**
   * Ends it; all that the rehearsal has made on this machine is gone afterwards.
   *
   * @param hurry when it is aborted, the process is not waited for any longer.
   */
  async end(hurry: AbortSignal): Promise<void> {
    this.child.removeAllListeners();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const signal = AbortSignal.any([hurry, AbortSignal.timeout(endSeconds * 1000)]);
      const ended = once(this.child, 'exit', { signal });
      this.tell({ type: 'end' });
      await ended.catch(() => this.child.kill('SIGKILL'));
    }
    // Where the process was killed, or did not do it in time.
    await removeAll(this.id);
  }

  private tell(message: ToDaemon): void {
    if (this.child.connected) this.child.send(message);
  }

  /** What the emulator and the gateway printed of trouble. */
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
