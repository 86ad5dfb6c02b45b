import { pino } from 'pino';

/**
 * A log of one JSON object per line, for CloudWatch Logs and for people.
 *
 * @param {import('pino').DestinationStream} [destination] default: standard output.
 */
export function createLog(destination = pino.destination(1)) {
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
