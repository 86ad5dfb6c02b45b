import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { balancerHeader, type GatewayOptions, keyHeader } from './gateway';
import { listen, serverAddress } from './http-server';

/** Key and certificate as PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

interface LoadBalancerPortsOptions extends Pick<GatewayOptions, 'emulatorPort' | 'key'> {
  /**
   * Name of the only load balancer that is reached.
   *
   * @default - the host name selects it, by its DNS name or by an alias record; any other name selects the first one
   */
  readonly balancer?: string;
}

/** Instead of a name, for the load balancer that the host name selects. No name has this character. */
const anyBalancer = '*';

/** A port on which a load balancer listens. */
type Port = 80 | 443;

/**
 * Ports 80 and 443 of the load balancers, on free ports of this machine. The emulator itself selects the listener by the port
 * in the host, and does not support TLS.
 */
export class LoadBalancerPorts {
  private readonly servers: Readonly<Record<Port, Server>>;
  private readonly emulatorPort: number;
  private readonly key: string;
  private readonly balancer: string;

  private constructor(options: LoadBalancerPortsOptions, identity: TlsIdentity) {
    this.emulatorPort = options.emulatorPort;
    this.key = options.key;
    this.balancer = options.balancer ?? anyBalancer;
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

  static async start(
    options: LoadBalancerPortsOptions,
    identity: TlsIdentity,
  ): Promise<LoadBalancerPorts> {
    const ports = new LoadBalancerPorts(options, identity);
    await Promise.all(Object.values(ports.servers).map(listen));
    return ports;
  }

  /** `127.0.0.1:<port>` for a port of the load balancer. */
  address(port: Port): string {
    return serverAddress(this.servers[port]);
  }

  private async serve(
    port: Port,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { method, url = '/' } = incoming;
    // A load balancer accepts neither a full URL nor "*".
    const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
    // A request must not be treated as an AWS call.
    const { 'x-amz-target': _, host = this.address(port), ...headers } = incoming.headers;
    const own = {
      // The emulator compares host names case-sensitively.
      host: `${host.replace(/:\d*$/, '').toLowerCase()}:${port}`,
      [keyHeader]: this.key,
      [balancerHeader]: this.balancer,
    };
    const answered = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: this.emulatorPort,
        method,
        path,
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

  /** Replaces ports 80 and 443 in a redirect by the ports of this machine. */
  private here(location: string): string {
    const [, start = '', port] = /^(https?:\/\/[^/:]+):(80|443)(?=\/|$)/.exec(location) ?? [];
    if (port === undefined) return location;
    const [, own] = this.address(port === '80' ? 80 : 443).split(':');
    return `${start}:${own}${location.slice(`${start}:${port}`.length)}`;
  }
}
