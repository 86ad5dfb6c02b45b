import { Container, docker, type RunOptions } from './container';

/** An upstream that returns the received request as JSON, and echoes over WebSocket-like upgrades. */
const mirror = `
  const server = require('node:http').createServer((request, response) => {
    const { method, url, headers } = request;
    if (url === '/moved') return response.writeHead(302, { location: 'http://mirror:8080/there' }).end();
    if (url === '/cookies') response.setHeader('set-cookie', Array(5).fill('a=' + 'x'.repeat(900)));
    if (url === '/latin') response.setHeader('content-type', 'text/html');
    if (url === '/inside') response.setHeader('x-accel-redirect', '/whole');
    let bytes = 0;
    request.on('data', (chunk) => { bytes += chunk.length; });
    request.on('end', () => response.end(JSON.stringify({ method, url, headers, bytes })));
  });
  server.on('upgrade', (request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n\\r\\n');
    socket.pipe(socket);
  });
  server.listen(8080);
  process.on('SIGTERM', () => process.exit(0));
`;

/** A Docker network of a test, on which containers find each other by name. */
export class Network {
  readonly name: string;
  private readonly members: Container[] = [];

  private constructor(name: string) {
    this.name = name;
  }

  static async create(): Promise<Network> {
    const name = `magicnight-test-${process.pid}-${Date.now()}`;
    await docker('network', 'create', '--label=magicnight.test', name);
    return new Network(name);
  }

  /** Starts a container that the others reach under `name`. */
  async add(name: string, image: string, options: RunOptions = {}): Promise<Container> {
    const args = [`--network=${this.name}`, `--network-alias=${name}`, ...(options.args ?? [])];
    const container = await Container.start(image, { ...options, args });
    this.members.push(container);
    return container;
  }

  /** Starts the upstream that returns the received request. */
  addMirror(name = 'mirror'): Promise<Container> {
    const args = ['--entrypoint=node', '--no-healthcheck'];
    return this.add(name, 'node:24-trixie-slim', { ports: [], args, command: ['-e', mirror] });
  }

  async remove(): Promise<void> {
    await Promise.all(this.members.map((member) => member.remove()));
    await docker('network', 'rm', this.name);
  }
}
