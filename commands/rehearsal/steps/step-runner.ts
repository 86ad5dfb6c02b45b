import { UserError } from '../../cli/command';

interface Step {
  readonly name: string;
  readonly result: string;
  readonly seconds: number;
}

/** The steps of a rehearsal, one after the other: each with a time-out, each told as it begins and ends. */
export class StepRunner {
  private readonly done: Step[] = [];
  private readonly signal: AbortSignal;

  private readonly say: (line: string) => void;

  /**
   * @param signal ends the phase that runs.
   * @param say is told as a phase begins and ends.
   */
  constructor(signal: AbortSignal, say: (line: string) => void = console.log) {
    this.signal = signal;
    this.say = say;
  }

  /**
   * @param timeoutSeconds after which the phase has failed.
   * @param work its result is told in a few words.
   * @throws UserError with the name of the phase.
   */
  async run(
    name: string,
    timeoutSeconds: number,
    work: (signal: AbortSignal) => Promise<string>,
  ): Promise<void> {
    this.signal.throwIfAborted();
    this.say(name);
    const started = performance.now();
    const timeout = new AbortController();
    const timer = setTimeout(() => {
      timeout.abort(new UserError(`${name} took longer than ${timeoutSeconds} s`));
    }, timeoutSeconds * 1000);
    const end = (result: string) => {
      const seconds = (performance.now() - started) / 1000;
      this.done.push({ name, result, seconds });
      return seconds.toFixed(seconds < 10 ? 1 : 0);
    };
    try {
      const result = await endedBy(AbortSignal.any([this.signal, timeout.signal]), work);
      this.signal.throwIfAborted();
      this.say(`  ${result} (${end(result)} s)`);
    } catch (error) {
      // After an end from outside the error of what ran is only a consequence.
      const ended = [this.signal, timeout.signal].find(({ aborted }) => aborted);
      const cause = ended ? ended.reason : error;
      const seconds = end('failed');
      if (cause instanceof UserError) throw cause;
      throw new UserError(`${name} failed after ${seconds} s: ${(cause as Error).message}`);
    } finally {
      clearTimeout(timer);
    }
  }

  /** What each phase came to, and how long it took. */
  summary(): string {
    const width = Math.max(...this.done.map(({ name }) => name.length));
    return this.done
      .map(({ name, result, seconds }) => {
        const time = `${seconds.toFixed(1)} s`.padStart(8);
        return `  ${name.padEnd(width)} ${time}  ${result}`;
      })
      .join('\n');
  }
}

/** What comes first: the result of some work, or the end of it; what does not heed the signal is left alone. */
async function endedBy<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const working = work(signal);
  // A program that was asked to stop is waited for: it may have something to put down.
  const patience = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason), 15_000).unref());
  });
  return Promise.race([working, patience]);
}
