import { cbor } from '@smithy/core/cbor';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Alarm {
  readonly AlarmName: string;
  readonly Tags?: readonly Tag[];
}

interface Call extends Partial<Alarm> {
  readonly AlarmNames?: readonly string[];
  readonly AlarmNamePrefix?: string;
  readonly ResourceARN?: string;
  readonly TagKeys?: readonly string[];
}

/** Prefix of the paths of CloudWatch: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
const cloudWatchPath = '/service/GraniteServiceVersion20100801/operation/';

/** Headers of a response. Clients reject a response without the first header. */
export const cborHeaders = { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' };

/**
 * CloudWatch alarms. The AWS provider uses CBOR for them, which the emulator does not support. Alarms are stored and returned,
 * but never change their state.
 */
export class CloudWatchAlarms {
  private readonly region: string;
  private readonly alarms = new Map<string, Alarm>();
  private readonly tags = new Map<string, Map<string, string>>();

  constructor(region: string) {
    this.region = region;
  }

  /**
   * Answers one CBOR call.
   *
   * @returns `undefined` if the call is not about alarms.
   */
  answer(path: string, body: Uint8Array): { status: number; body: Uint8Array } | undefined {
    if (!path.startsWith(cloudWatchPath)) return undefined;
    const call: Call = body.length > 0 ? cbor.deserialize(body) : {};
    const operation = path.slice(cloudWatchPath.length);
    const found = this.found(operation, call);
    if (found === 'unknown') return undefined;
    return found
      ? { status: 200, body: cbor.serialize(found) }
      : { status: 400, body: cbor.serialize(notFound(operation)) };
  }

  /** Result of an operation. `undefined` if the alarm does not exist, `unknown` if the operation is not about alarms. */
  private found(operation: string, call: Call): object | 'unknown' | undefined {
    const tags = this.tags.get(call.ResourceARN ?? '');
    switch (operation) {
      case 'PutMetricAlarm':
        return this.put(call);
      case 'DescribeAlarms':
        return { MetricAlarms: this.described(call), CompositeAlarms: [] };
      case 'DeleteAlarms':
        return this.delete(call.AlarmNames ?? []);
      case 'ListTagsForResource':
        return tags && { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
      case 'TagResource':
        for (const { Key, Value } of call.Tags ?? []) tags?.set(Key, Value);
        return tags && {};
      case 'UntagResource':
        for (const key of call.TagKeys ?? []) tags?.delete(key);
        return tags && {};
      default:
        return 'unknown';
    }
  }

  private put({ Tags = [], AlarmName = '', ...alarm }: Call): object {
    const arn = this.arnOf(AlarmName);
    this.alarms.set(AlarmName, { AlarmName, ...alarm });
    // Tags are set when an alarm is created. Later calls do not change them.
    if (!this.tags.has(arn))
      this.tags.set(arn, new Map(Tags.map(({ Key, Value }) => [Key, Value])));
    return {};
  }

  private described({ AlarmNames, AlarmNamePrefix = '' }: Call): object[] {
    return [...this.alarms.values()]
      .filter(({ AlarmName }) => AlarmNames?.includes(AlarmName) ?? true)
      .filter(({ AlarmName }) => AlarmName.startsWith(AlarmNamePrefix))
      .map((alarm) => ({
        ActionsEnabled: true,
        ...alarm,
        AlarmArn: this.arnOf(alarm.AlarmName),
        StateValue: 'INSUFFICIENT_DATA',
      }));
  }

  private delete(names: readonly string[]): object | undefined {
    if (!names.every((name) => this.alarms.has(name))) return undefined;
    for (const name of names) {
      this.alarms.delete(name);
      this.tags.delete(this.arnOf(name));
    }
    return {};
  }

  private arnOf(name: string): string {
    return `arn:aws:cloudwatch:${this.region}:000000000000:alarm:${name}`;
  }
}

function notFound(operation: string): object {
  const name = operation === 'DeleteAlarms' ? 'ResourceNotFound' : 'ResourceNotFoundException';
  return { __type: `com.amazonaws.cloudwatch#${name}`, message: `${operation}: no such alarm` };
}
