import { connect } from 'node:net';

export interface Talk {
  /** Everything that the server sent. */
  readonly text: string;
  /** Seconds from the connection until the server closed it. */
  readonly seconds: number;
}

/** Sends raw bytes and reads until the server closes the connection. */
export function exchange(port: number, ...parts: (string | Buffer)[]): Promise<Talk> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    const done = () => resolve({ text, seconds: (performance.now() - started) / 1000 });
    socket.on('close', done);
    // A reset after the response counts as a close. Before it, a reset is a failure.
    socket.on('error', (error) => (text === '' ? reject(error) : done()));
  });
}
