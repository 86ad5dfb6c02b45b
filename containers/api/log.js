import { pino } from 'pino';

/**
 * A log of one JSON object per line, for CloudWatch Logs and for people.
 *
 * @param {import('pino').DestinationStream} [destination] default: standard output. Lines are dropped while nobody reads it
 *   and a megabyte is waiting, because they would fill the memory.
 */
export function createLog(destination = pino.destination({ dest: 1, maxLength: 1_048_576 })) {
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
