import type { SessionRecord } from '../session/session-record';

/** Client of the emulated AWS, through the gateway. */
export class AwsClient {
  private readonly record: SessionRecord;

  constructor(record: SessionRecord) {
    this.record = record;
  }

  /** Calls a service that uses the JSON protocol. */
  async json<T>(service: string, target: string, call: object): Promise<T> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    return JSON.parse(await this.post(service, '/', JSON.stringify(call), headers));
  }

  /** Calls a service that uses the Query protocol. Returns the XML. */
  query(service: string, call: Readonly<Record<string, string>>): Promise<string> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.post(service, '/', new URLSearchParams(call).toString(), headers);
  }

  /** Calls a service that uses the REST XML protocol. Returns the XML. */
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
        // The emulator reads the service and the region from it, and does not check the signature.
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
