import { createSocket } from 'node:dgram';
import { readSegment } from './segment.js';

// The first process of a container ignores a signal for which it has no handler.
const end = () => process.exit(0);
process.on('SIGTERM', end).on('SIGINT', end);

/** @param {object} line */
const complain = (line) => console.error(JSON.stringify(line));

const socket = createSocket('udp4');

socket.on('message', (datagram, { address, port }) => {
  // The health check sends an empty datagram.
  if (datagram.length === 0) return socket.send('', port, address, () => {});
  try {
    console.log(JSON.stringify(readSegment(datagram.toString())));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    complain({
      level: 'warn',
      message: 'refused',
      reason,
      bytes: datagram.length,
      client: address,
    });
  }
});
socket.on('error', ({ message }) => {
  complain({ level: 'fatal', message });
  process.exit(1);
});
socket.bind(2000, () => complain({ level: 'info', message: 'listening', port: 2000 }));
