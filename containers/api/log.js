import { pino } from 'pino';

/** How long a line waits for others, so that they are written together. */
const waitMs = 50;

/**
 * A log of one JSON object per line, for CloudWatch Logs and for people.
 *
 * @param {import('pino').DestinationStream} [destination] default: standard output.
 */
export function createLog(destination = standardOutput()) {
  return pino(
    {
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { error: pino.stdSerializers.err },
    },
    destination,
  );
}

/**
 * Standard output in writes of at least 4 KiB, or after `waitMs`: a write for each line costs more than the line. pino writes
 * the rest when the process exits. Lines are dropped while nobody reads and a megabyte is waiting, because they would fill
 * the memory.
 */
function standardOutput() {
  const output = pino.destination({ dest: 1, minLength: 4096, maxLength: 1_048_576 });
  let hasNew = false;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  function flush() {
    output.flush();
    if (!hasNew) {
      // Lines that came during a write were not part of it. By now they have been written, too.
      clearInterval(timer);
      timer = undefined;
    }
    hasNew = false;
  }
  return {
    /** @param {string} line */
    write(line) {
      hasNew = true;
      timer ??= setInterval(flush, waitMs).unref();
      output.write(line);
    },
    /** @param {(error?: Error) => void} [done] */
    flush: (done) => output.flush(done),
    flushSync: () => output.flushSync(),
  };
}
