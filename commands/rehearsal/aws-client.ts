import type { RehearsalRecord } from './record';

/** Asks the emulated AWS, by way of the gateway. */
export class AwsClient {
  private readonly record: RehearsalRecord;

  constructor(record: RehearsalRecord) {
    this.record = record;
  }

  /** One call of a service that speaks JSON. */
  async json<T>(service: string, target: string, call: object): Promise<T> {
    const { gateway, region, accessKey } = this.record;
    const response = await fetch(`http://${gateway}/`, {
      method: 'POST',
      body: JSON.stringify(call),
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
        // The emulator tells services and regions apart by it, and checks no signature.
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) throw new Error(`${target}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<T>;
  }
}
