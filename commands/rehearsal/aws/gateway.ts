import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { ApplicationAutoScaling } from './application-auto-scaling';
import { CloudWatchAlarms, cborHeaders } from './cloudwatch-alarms';
import { EmulatorGaps } from './emulator-gaps';
import { bytesOf, listen, serverAddress } from './http-server';
import type { AwsRequest } from './iam-action';
import { WafLogging, wafTarget } from './waf-logging';

const autoScalingTarget = 'AnyScaleFrontendService.';

/** Header with the key that the emulator requires, because it controls the Docker socket. */
export const keyHeader = 'x-rehearsal-key';

/** Header of requests to a load balancer, which must never be treated as AWS calls. */
export const balancerHeader = 'x-rehearsal-balancer';

export interface GatewayOptions {
  readonly emulatorPort: number;
  readonly region: string;

  /** Access key of the rehearsal. Requests with another key are refused. */
  readonly key: string;

  /**
   * Prints refused requests.
   *
   * @default console.log
   */
  readonly say?: (line: string) => void;

  /**
   * Receives each request that is not refused.
   *
   * @default - none
   */
  readonly onCall?: (request: AwsRequest) => void;
}

/**
 * HTTP server between Terraform and the emulator. Answers calls that the emulator does not support, corrects others, and
 * refuses all other hosts and access keys: AWS cannot be reached through it, and no web page can reach the emulator.
 * Terraform uses it both as endpoint and as proxy.
 */
export class Gateway {
  /** Scaling targets and policies that Terraform has created. */
  readonly autoScaling: ApplicationAutoScaling;
  private readonly server: Server;
  private readonly emulatorPort: number;
  private readonly key: string;
  private readonly say: (line: string) => void;
  private readonly onCall: (request: AwsRequest) => void;
  private readonly alarms: CloudWatchAlarms;
  private readonly wafLogging = new WafLogging();
  private gaps?: EmulatorGaps;

  private constructor(options: GatewayOptions) {
    const { emulatorPort, region, key, say = console.log, onCall = () => {} } = options;
    this.onCall = onCall;
    this.emulatorPort = emulatorPort;
    this.key = key;
    this.say = say;
    this.autoScaling = new ApplicationAutoScaling(region);
    this.alarms = new CloudWatchAlarms(region);
    this.server = createServer((incoming, response) => void this.serve(incoming, response));
    // A tunnel is always for another host, because the gateway itself uses plain HTTP.
    this.server.on('connect', (incoming, socket) => {
      this.say(`gateway: refused a tunnel to ${incoming.url}`);
      // The server no longer handles errors of this socket. An unhandled error of a killed client would end the rehearsal.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    });
  }

  static async start(options: GatewayOptions): Promise<Gateway> {
    const gateway = new Gateway(options);
    await listen(gateway.server);
    gateway.gaps = new EmulatorGaps(serverAddress(gateway.server));
    return gateway;
  }

  /** `127.0.0.1:<port>` */
  get address(): string {
    return serverAddress(this.server);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await bytesOf(incoming);
      const { origin, host = '', authorization = '' } = incoming.headers;
      const path = this.ownPath(incoming.url ?? '/');
      if (path === undefined) return this.refuse(response, `foreign host: ${incoming.url}`);
      // The Docker Engine asks this registry before it uses a local image.
      if (path.startsWith('/v2/')) return answer(response, 404, { errors: [] });
      if (!this.isOwn(host)) return this.refuse(response, `foreign host: ${host}`);
      if (origin !== undefined) return this.refuse(response, 'a web page');
      const key = /Credential=([^/,]+)/.exec(authorization)?.[1];
      if (key !== this.key) return this.refuse(response, 'foreign access key');

      const { method = 'GET', headers } = incoming;
      const encoding = /cbor/.test(headers['content-type'] ?? '') ? 'latin1' : 'utf8';
      this.onCall({ method, path, headers, body: body.toString(encoding) });
      const target = String(headers['x-amz-target'] ?? '');
      if (target.startsWith(autoScalingTarget)) {
        const call = JSON.parse(body.toString() || '{}');
        const found = this.autoScaling.answer(target.slice(autoScalingTarget.length), call);
        if (found) return answer(response, 200, found);
        return answer(response, 400, { __type: 'ObjectNotFoundException', message: target });
      }
      if (WafLogging.knows(target)) {
        const call = JSON.parse(body.toString() || '{}');
        const found = this.wafLogging.answer(target.slice(wafTarget.length), call);
        if (found) return answer(response, 200, found);
        return answer(response, 400, { __type: 'WAFNonexistentItemException', message: target });
      }
      const alarm = this.alarms.answer(path, body);
      if (alarm) {
        response.writeHead(alarm.status, cborHeaders).end(alarm.body);
        return;
      }
      await this.forward(incoming, path, body, target, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else answer(response, 502, { message: (error as Error).message });
    }
  }

  private refuse(response: ServerResponse, reason: string): void {
    this.say(`gateway: refused, ${reason}`);
    answer(response, 403, { message: reason });
  }

  /** The path of a request to this gateway; `undefined` if it is for another host. S3 Control uses `<account>.<host>`. */
  private ownPath(url: string): string | undefined {
    if (url.startsWith('/')) return url;
    // The URL class rejects `<account>.` before an IP address.
    const [, host = '', path = '/'] = /^http:\/\/([^/]+)(\/.*)?$/.exec(url) ?? [];
    return this.isOwn(host) ? path : undefined;
  }

  private isOwn(host: string): boolean {
    return host.replace(/^\d{12}\./, '') === this.address;
  }

  private async forward(
    incoming: IncomingMessage,
    path: string,
    received: Buffer,
    target: string,
    response: ServerResponse,
  ): Promise<void> {
    const { method } = incoming;
    const { 'transfer-encoding': _, [balancerHeader]: ___, ...headers } = incoming.headers;
    const isText = target !== '' || headers['content-type']?.includes('x-www-form-urlencoded');
    const operation = { target, body: isText ? received.toString() : '' };
    const body = isText ? Buffer.from(this.gaps?.request(operation) ?? '') : received;

    const options = {
      host: '127.0.0.1',
      port: this.emulatorPort,
      method,
      path,
      headers: { ...headers, 'content-length': body.length, [keyHeader]: this.key },
    };
    const answered = await new Promise<IncomingMessage>((resolve, reject) => {
      request(options, resolve).on('error', reject).end(body);
    });
    const whole = await bytesOf(answered);
    const bytes = isText
      ? Buffer.from(this.gaps?.answer(operation, whole.toString()) ?? '')
      : whole;
    const { 'transfer-encoding': __, connection: ____, ...kept } = answered.headers;
    // The response to HEAD has a length, but no body.
    const length = method === 'HEAD' ? answered.headers['content-length'] : bytes.length;
    response.writeHead(answered.statusCode ?? 502, { ...kept, 'content-length': length ?? 0 });
    response.end(bytes);
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
