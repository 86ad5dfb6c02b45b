import { connect } from 'node:net';
import { describeWith } from '../needs';
import { buildImage, Container } from './container';

describeWith(['docker'], 'keep-alive', () => {
  test.concurrent.each(['api', 'web', 'proxy'])(
    'containers/%s keeps an idle connection longer than the 60 s of a load balancer',
    async (folder) => {
      const env = { TLS: 'off', ROUTES: '/x=http://x' };
      const container = await Container.healthy(await buildImage(folder), { env });
      const socket = connect(await container.port(8080), '127.0.0.1');
      const get = () => {
        const answer = new Promise<string>((resolve, reject) => {
          socket.once('data', (chunk) => resolve(chunk.toString()));
          socket.once('close', () => reject(new Error('closed')));
        });
        socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
        return answer;
      };
      expect(await get()).toContain('HTTP/1.1 ');
      await new Promise((resolve) => setTimeout(resolve, 61_000));
      expect(await get()).toContain('HTTP/1.1 ');
      socket.destroy();
    },
  );
});
