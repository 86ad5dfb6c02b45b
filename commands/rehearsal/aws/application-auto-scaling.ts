import { createHash } from 'node:crypto';
import { type Call, type ScalableService, scalableServices } from './scalable-services';

interface Entry {
  readonly arn: string;
  readonly call: Call;
  readonly createdSeconds: number;
  readonly tags: Record<string, string>;
}

type Entries = Map<string, Entry>;

/**
 * Application Auto Scaling, which the emulator does not support. Stores resources in memory and returns them.
 * A `Scaler` carries out the scaling policies; scheduled actions are only stored.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/Welcome.html
 */
export class ApplicationAutoScaling {
  private readonly targets: Entries = new Map();
  private readonly policies: Entries = new Map();
  private readonly actions: Entries = new Map();
  private readonly region: string;

  constructor(region: string) {
    this.region = region;
  }

  /** Answers one call; `undefined` if the operation or the resource does not exist. */
  answer(operation: string, call: Call): object | undefined {
    const target = [call.ServiceNamespace, call.ResourceId, call.ScalableDimension].join(' ');
    const policy = `${target} ${call.PolicyName}`;
    const action = `${target} ${call.ScheduledActionName}`;
    switch (operation) {
      case 'RegisterScalableTarget':
        return { ScalableTargetARN: this.put(this.targets, target, 'scalable-target', call).arn };
      case 'DescribeScalableTargets':
        return { ScalableTargets: found(this.targets, call, 'ResourceIds', 'ResourceId') };
      case 'DeregisterScalableTarget':
        return this.targets.delete(target) ? {} : undefined;
      case 'PutScalingPolicy':
        return {
          PolicyARN: this.put(this.policies, policy, 'scalingPolicy', call).arn,
          Alarms: [],
        };
      case 'DescribeScalingPolicies':
        return { ScalingPolicies: found(this.policies, call, 'PolicyNames', 'PolicyName') };
      case 'DeleteScalingPolicy':
        return this.policies.delete(policy) ? {} : undefined;
      case 'PutScheduledAction':
        // Unlike other fields, the two times are removed if a later call omits them.
        this.put(this.actions, action, 'scheduledAction', {
          StartTime: undefined,
          EndTime: undefined,
          ...call,
        });
        return {};
      case 'DescribeScheduledActions':
        return {
          ScheduledActions: found(
            this.actions,
            call,
            'ScheduledActionNames',
            'ScheduledActionName',
          ),
        };
      case 'DeleteScheduledAction':
        return this.actions.delete(action) ? {} : undefined;
      case 'ListTagsForResource':
        return { Tags: this.tagsOf(call.ResourceARN) };
      case 'TagResource':
        Object.assign(this.tagsOf(call.ResourceARN), call.Tags);
        return {};
      case 'UntagResource':
        for (const key of call.TagKeys as string[]) delete this.tagsOf(call.ResourceARN)[key];
        return {};
      default:
        return undefined;
    }
  }

  /** The ECS services that are scaled. */
  services(): ScalableService[] {
    const calls = (entries: Entries) => [...entries.values()].map(({ call }) => call);
    return scalableServices(calls(this.targets), calls(this.policies));
  }

  private put(entries: Entries, key: string, kind: string, { Tags, ...call }: Call): Entry {
    const known = entries.get(key);
    const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
    const entry: Entry = {
      arn: `arn:aws:application-autoscaling:${this.region}:000000000000:${kind}/${id}`,
      // Fields that a later call omits are unchanged.
      call: { ...known?.call, ...call },
      createdSeconds: known?.createdSeconds ?? Math.floor(Date.now() / 1000),
      tags: { ...known?.tags, ...(Tags as Record<string, string> | undefined) },
    };
    entries.set(key, entry);
    return entry;
  }

  private tagsOf(arn: unknown): Record<string, string> {
    const entries = [...this.targets.values(), ...this.policies.values()];
    return entries.find((entry) => entry.arn === arn)?.tags ?? {};
  }
}

/** The entries that a call requests: those with the given names, or all. */
function found(entries: Entries, call: Call, many: string, one: string): object[] {
  const names = call[many] as string[] | undefined;
  const fields = ['ServiceNamespace', 'ResourceId', 'ScalableDimension'];
  return [...entries.values()]
    .filter((entry) =>
      fields.every((field) => !(field in call) || entry.call[field] === call[field]),
    )
    .filter((entry) => names === undefined || names.includes(String(entry.call[one])))
    .map(({ arn, call: stored, createdSeconds: CreationTime }) => {
      if ('PolicyName' in stored) return { ...stored, PolicyARN: arn, CreationTime, Alarms: [] };
      return 'ScheduledActionName' in stored
        ? { ...stored, ScheduledActionARN: arn, CreationTime }
        : { ...stored, ScalableTargetARN: arn, CreationTime };
    });
}
