import { createServer, request, type Server } from 'node:http';
import { bytesOf, listen, serverAddress } from '../../commands/rehearsal/aws/http-server';

/** An assumed role. */
export interface Assumed {
  readonly role: string | null;
  readonly session: string | null;
  readonly token: string | null;
}

/** STS for web identities, which the emulator does not support. Returns the key for any token, and forwards other calls. */
export class FakeSts {
  readonly assumed: Assumed[] = [];
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  /** @param emulator `127.0.0.1:<port>` of the emulator; @param key the access key that it accepts. */
  static async start(emulator: string, key: string): Promise<FakeSts> {
    const server = createServer(async (incoming, response) => {
      const body = await bytesOf(incoming);
      const call = new URLSearchParams(body.toString());
      if (call.get('Action') === 'AssumeRoleWithWebIdentity') {
        const role = call.get('RoleArn');
        const session = call.get('RoleSessionName');
        sts.assumed.push({ role, session, token: call.get('WebIdentityToken') });
        response.writeHead(200, { 'Content-Type': 'text/xml' }).end(credentialsXml(key, role));
        return;
      }
      const { method, url } = incoming;
      // The emulator refuses requests for other hosts.
      const headers = { ...incoming.headers, host: emulator };
      const [host, port] = emulator.split(':');
      request({ host, port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      }).end(body);
    });
    const sts = new FakeSts(server);
    await listen(server);
    return sts;
  }

  get url(): string {
    return `http://${serverAddress(this.server)}`;
  }

  end(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
function credentialsXml(key: string, role: string | null): string {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult>
    <Credentials>
      <AccessKeyId>${key}</AccessKeyId>
      <SecretAccessKey>${key}</SecretAccessKey>
      <SessionToken>session</SessionToken>
      <Expiration>${expiration}</Expiration>
    </Credentials>
    <AssumedRoleUser><Arn>${role}</Arn><AssumedRoleId>id:session</AssumedRoleId></AssumedRoleUser>
  </AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>`;
}
