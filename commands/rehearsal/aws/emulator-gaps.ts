/** A request to AWS, as far as it matters which operation it is. */
export interface Operation {
  /** `AmazonEC2ContainerServiceV20141113.UpdateService`; empty in the Query protocol. */
  readonly target: string;
  readonly body: string;
}

interface CompletedService {
  serviceName?: string;
  networkConfiguration?: object;
  availabilityZoneRebalancing?: string;
}

const ecs = 'AmazonEC2ContainerServiceV20141113.';
const ecr = 'AmazonEC2ContainerRegistry_V20150921.';

/** What the emulator gets wrong or forgets, made up for on the way there and back. */
export class EmulatorGaps {
  private readonly rebalancing = new Map<string, string>();
  private readonly registry: string;

  /** @param registry address that stands for the registry of the account: nothing there is ever pulled from AWS. */
  constructor(registry: string) {
    this.registry = registry;
  }

  /** The body of a request as the emulator should get it. */
  request({ target, body }: Operation): string {
    if (target === `${ecs}CreateService` || target === `${ecs}UpdateService`) this.remember(body);
    if (target === '' && /(^|&)Action=RevokeSecurityGroup/.test(body)) return withoutPorts(body);
    return body;
  }

  /** The body of an answer as AWS would give it. */
  answer({ target }: Operation, body: string): string {
    if (target.startsWith(ecr)) {
      return body.replace(/\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/g, this.registry);
    }
    if (!target.startsWith(ecs) || !body.includes('"serviceName"')) return body;
    const answer: { service?: CompletedService; services?: CompletedService[] } = JSON.parse(body);
    for (const service of [answer.service, ...(answer.services ?? [])]) {
      if (service) this.complete(service);
    }
    return JSON.stringify(answer);
  }

  private remember(body: string): void {
    const { serviceName, service, availabilityZoneRebalancing: value } = JSON.parse(body);
    const name =
      String(serviceName ?? service)
        .split('/')
        .at(-1) ?? '';
    if (value !== undefined) this.rebalancing.set(name, value);
  }

  private complete(service: CompletedService): void {
    const { serviceName = '', networkConfiguration } = service;
    // Services without `awsvpc` have none on AWS; the provider stumbles over an empty one.
    if (networkConfiguration && Object.keys(networkConfiguration).length === 0) {
      delete service.networkConfiguration;
    }
    // Forgotten by the emulator: a second plan would want to set it.
    service.availabilityZoneRebalancing ??= this.rebalancing.get(serviceName);
  }
}

/**
 * A form without ports where all protocols are meant. AWS ignores them there; the emulator compares them, and so never
 * revokes the rule that allows everything out, which each new security group has.
 */
function withoutPorts(body: string): string {
  const form = new URLSearchParams(body);
  for (const [field, value] of [...form]) {
    if (!field.endsWith('.IpProtocol') || value !== '-1') continue;
    const permission = field.slice(0, -'IpProtocol'.length);
    form.delete(`${permission}FromPort`);
    form.delete(`${permission}ToPort`);
  }
  return form.toString();
}
