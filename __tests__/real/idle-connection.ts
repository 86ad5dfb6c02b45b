import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildImage, Container } from './container';

/** Longer than the 60 s after which a load balancer closes an idle connection. */
const idleSeconds = 61;

/**
 * Sends a request to a container, leaves the connection idle for longer than a load balancer would, and sends a second
 * request on the same connection. Returns the first lines of both responses; only one if this machine was so busy that the
 * second request would have come later than the container has to wait.
 */
export async function answersAfterIdle(folder: string): Promise<string[]> {
  const env = { TLS: 'off', ROUTES: '/x=http://x' };
  const container = await Container.healthy(await buildImage(folder), { env });
  const socket = connect(await container.port(8080), '127.0.0.1');
  // The event "close" follows.
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  const get = async () => {
    const answer = once(socket, 'data');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const [chunk] = await Promise.race([answer, closed]);
    return String(chunk).split('\r\n')[0] ?? '';
  };
  const answers = [await get()];
  const start = performance.now();
  await Promise.race([sleep(idleSeconds * 1000), closed]);
  const seconds = (performance.now() - start) / 1000;
  // A timer can end a little early.
  if (seconds < idleSeconds - 0.1)
    throw new Error(`${folder} closed the connection after ${seconds} s`);
  if (seconds < idleSeconds + 2) answers.push(await get());
  socket.destroy();
  return answers;
}
