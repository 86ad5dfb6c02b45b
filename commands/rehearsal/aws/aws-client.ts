import type { SessionRecord } from '../session/session-record';

/** Asks the emulated AWS, by way of the gateway. */
export class AwsClient {
  private readonly record: SessionRecord;

  constructor(record: SessionRecord) {
    this.record = record;
  }

  /** One call of a service that speaks JSON. */
  async json<T>(service: string, target: string, call: object): Promise<T> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    return JSON.parse(await this.post(service, '/', JSON.stringify(call), headers));
  }

  /** One call of a service that takes forms; returns the XML. */
  query(service: string, call: Readonly<Record<string, string>>): Promise<string> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.post(service, '/', new URLSearchParams(call).toString(), headers);
  }

  /** One call of a service that takes XML at a path; returns the XML. */
  rest(service: string, path: string, body: string): Promise<string> {
    return this.post(service, path, body, { 'content-type': 'application/xml' });
  }

  private async post(
    service: string,
    path: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<string> {
    const { gateway, region, accessKey } = this.record;
    const response = await fetch(`http://${gateway}${path}`, {
      method: 'POST',
      body,
      headers: {
        ...headers,
        // The emulator tells services and regions apart by it, and checks no signature.
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${service} ${body.slice(0, 100)}: ${response.status} ${text}`);
    return text;
  }
}
