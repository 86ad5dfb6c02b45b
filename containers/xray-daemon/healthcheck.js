// Exits with 0 if the daemon in this container is alive: it answers an empty datagram with another.
import { createSocket } from 'node:dgram';

createSocket('udp4')
  .on('message', () => process.exit(0))
  .send('', 2000, '127.0.0.1');
setTimeout(() => process.exit(1), 4000);
