import { UserError } from '../../cli/command';

interface Step {
  readonly name: string;
  readonly result: string;
  readonly seconds: number;
}

/** Runs the steps of a rehearsal in sequence. Each has a timeout and is reported when it starts and ends. */
export class StepRunner {
  private readonly done: Step[] = [];
  private readonly signal: AbortSignal;

  private readonly say: (line: string) => void;

  /**
   * @param signal aborting it ends the running step.
   * @param say prints a line when a step starts and ends.
   */
  constructor(signal: AbortSignal, say: (line: string) => void = console.log) {
    this.signal = signal;
    this.say = say;
  }

  /**
   * Runs one step.
   *
   * @param timeoutSeconds time after which the step fails.
   * @param work returns its result in a few words.
   * @throws UserError with the name of the step.
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
      // If the step was aborted, the error of its work is only a consequence.
      const ended = [this.signal, timeout.signal].find(({ aborted }) => aborted);
      const cause = ended ? ended.reason : error;
      const seconds = end('failed');
      if (cause instanceof UserError) throw cause;
      throw new UserError(`${name} failed after ${seconds} s: ${(cause as Error).message}`);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Result and duration of each step. */
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

/** Result of some work, or the reason of `signal` if the work does not end soon after it was aborted. */
async function endedBy<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const working = work(signal);
  // An interrupted program gets some time to clean up.
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason), 15_000).unref());
  });
  return Promise.race([working, aborted]);
}
