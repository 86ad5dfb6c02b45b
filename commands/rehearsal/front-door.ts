import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { balancerHeader, type GatewayOptions, keyHeader } from './gateway';
import { addressOf, listen } from './http-server';

/**
 * The load balancer's port 80, on a free port of this machine: any path and any host name, as a browser would ask. The
 * emulator itself tells its load balancers apart by a prefix of the path.
 */
export class FrontDoor {
  private readonly server: Server;
  private readonly emulatorPort: number;
  private readonly region: string;
  private readonly key: string;
  private name?: string;

  private constructor({ emulatorPort, region, key }: GatewayOptions) {
    this.emulatorPort = emulatorPort;
    this.region = region;
    this.key = key;
    this.server = createServer((incoming, response) => {
      this.serve(incoming, response).catch((error: Error) => {
        if (response.headersSent) response.destroy();
        else response.writeHead(502).end(`${error.message}\n`);
      });
    });
  }

  static async start(options: GatewayOptions): Promise<FrontDoor> {
    const door = new FrontDoor(options);
    await listen(door.server);
    return door;
  }

  /** `127.0.0.1:<port>` */
  get address(): string {
    return addressOf(this.server);
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.name ??= await this.balancerName();
    if (this.name === undefined) {
      response.writeHead(503).end('There is no load balancer.\n');
      return;
    }
    const { method, url = '/' } = incoming;
    // A whole URL, or "*", would not be found below the name of the load balancer.
    const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
    // Nothing in a request may look like a call of AWS.
    const { 'x-amz-target': _, ...headers } = incoming.headers;
    const answered = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: this.emulatorPort,
        method,
        path: `/_alb/${this.name}${path}`,
        headers: { ...headers, [keyHeader]: this.key, [balancerHeader]: this.name },
      };
      incoming.pipe(request(options, resolve).on('error', reject));
    });
    const { location } = answered.headers;
    // What the load balancer calls port 80 is this port.
    const moved = location?.replace(
      /^(http:\/\/[^/:]+):80(?=\/|$)/,
      `$1:${this.address.split(':')[1]}`,
    );
    response.writeHead(answered.statusCode ?? 502, {
      ...answered.headers,
      ...(moved && { location: moved }),
    });
    answered.pipe(response);
  }

  /** Name of the only load balancer; `undefined` as long as there is none. */
  private async balancerName(): Promise<string | undefined> {
    const answer = await fetch(`http://127.0.0.1:${this.emulatorPort}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/${this.region}/elasticloadbalancing/aws4_request`,
        [keyHeader]: this.key,
      },
      body: 'Action=DescribeLoadBalancers&Version=2015-12-01',
    });
    return /<LoadBalancerName>([^<]+)/.exec(await answer.text())?.[1];
  }
}
