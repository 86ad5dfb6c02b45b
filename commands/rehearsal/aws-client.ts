import { accessKey } from './gateway';

/** Asks the emulated AWS, by way of the gateway. */
export class AwsClient {
  private readonly endpoint: string;
  private readonly region: string;

  /** @param gateway `127.0.0.1:<port>` */
  constructor(gateway: string, region: string) {
    this.endpoint = `http://${gateway}/`;
    this.region = region;
  }

  /** One call of a service that speaks JSON. */
  async json<T>(service: string, target: string, call: object): Promise<T> {
    const response = await this.send(service, JSON.stringify(call), {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
    });
    if (!response.ok) throw new Error(`${target}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<T>;
  }

  /** One call of a service that speaks the Query protocol; returns XML. */
  async query(service: string, parameters: Record<string, string>): Promise<string> {
    const response = await this.send(service, new URLSearchParams(parameters).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    return response.text();
  }

  private send(service: string, body: string, headers: Record<string, string>): Promise<Response> {
    // The emulator tells services and regions apart by it, and checks no signature.
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/${this.region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    return fetch(this.endpoint, { method: 'POST', body, headers: { ...headers, authorization } });
  }
}
