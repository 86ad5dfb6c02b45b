import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { balancerHeader, type GatewayOptions, keyHeader } from './gateway';
import { addressOf, listen } from './http-server';

/** Key and certificate as PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/** A port on which a load balancer listens. */
type Port = 80 | 443;

/**
 * Ports 80 and 443 of the load balancer, on free ports of this machine: any path and any host name, as a browser would ask.
 * The emulator itself tells its load balancers apart by a prefix of the path, their listeners by the port in the host, and
 * speaks no TLS.
 */
export class FrontDoor {
  private readonly servers: Readonly<Record<Port, Server>>;
  private readonly emulatorPort: number;
  private readonly region: string;
  private readonly key: string;
  private name?: string;

  private constructor({ emulatorPort, region, key }: GatewayOptions, identity: TlsIdentity) {
    this.emulatorPort = emulatorPort;
    this.region = region;
    this.key = key;
    const answering = (port: Port) => (incoming: IncomingMessage, response: ServerResponse) => {
      this.serve(port, incoming, response).catch((error: Error) => {
        if (response.headersSent) response.destroy();
        else response.writeHead(502).end(`${error.message}\n`);
      });
    };
    this.servers = {
      80: createServer(answering(80)),
      443: createTlsServer(identity, answering(443)),
    };
  }

  static async start(options: GatewayOptions, identity: TlsIdentity): Promise<FrontDoor> {
    const door = new FrontDoor(options, identity);
    await Promise.all(Object.values(door.servers).map(listen));
    return door;
  }

  /** `127.0.0.1:<port>` that stands for a port of the load balancer. */
  address(port: Port): string {
    return addressOf(this.servers[port]);
  }

  private async serve(
    port: Port,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    this.name ??= await this.balancerName();
    if (this.name === undefined) {
      response.writeHead(503).end('There is no load balancer.\n');
      return;
    }
    const { method, url = '/' } = incoming;
    // A whole URL, or "*", would not be found below the name of the load balancer.
    const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
    // Nothing in a request may look like a call of AWS.
    const { 'x-amz-target': _, host = this.address(port), ...headers } = incoming.headers;
    const own = {
      // The emulator heeds capitals.
      host: `${host.replace(/:\d*$/, '').toLowerCase()}:${port}`,
      [keyHeader]: this.key,
      [balancerHeader]: this.name,
    };
    const answered = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: this.emulatorPort,
        method,
        path: `/_alb/${this.name}${path}`,
        headers: { ...headers, ...own },
      };
      incoming.pipe(request(options, resolve).on('error', reject));
    });
    const { location } = answered.headers;
    response.writeHead(answered.statusCode ?? 502, {
      ...answered.headers,
      ...(location !== undefined && { location: this.here(location) }),
    });
    answered.pipe(response);
  }

  /** What the load balancer calls its ports 80 and 443 are these ports. */
  private here(location: string): string {
    const [, start = '', port] = /^(https?:\/\/[^/:]+):(80|443)(?=\/|$)/.exec(location) ?? [];
    if (port === undefined) return location;
    const [, own] = this.address(port === '80' ? 80 : 443).split(':');
    return `${start}:${own}${location.slice(`${start}:${port}`.length)}`;
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
