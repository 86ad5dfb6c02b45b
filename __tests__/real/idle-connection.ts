import { connect } from 'node:net';
import { buildImage, Container } from './container';

/** Longer than the 60 s after which a load balancer closes an idle connection. */
const idleSeconds = 61;

/**
 * Sends a request to a container, leaves the connection idle for longer than a load balancer would, and sends a second
 * request on the same connection. Returns the first lines of both responses.
 */
export async function answersAfterIdle(folder: string): Promise<string[]> {
  const env = { TLS: 'off', ROUTES: '/x=http://x' };
  const container = await Container.healthy(await buildImage(folder), { env });
  const socket = connect(await container.port(8080), '127.0.0.1');
  const get = () => {
    const answer = new Promise<string>((resolve, reject) => {
      socket.once('data', (chunk) => resolve(chunk.toString().split('\r\n')[0] ?? ''));
      socket.once('close', () => reject(new Error('closed')));
    });
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    return answer;
  };
  const first = await get();
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
  const second = await get();
  socket.destroy();
  return [first, second];
}
