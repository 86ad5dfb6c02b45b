/** The parts of a request that identify its operation. */
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

/** Corrects requests to the emulator and its responses where the emulator differs from AWS. */
export class EmulatorGaps {
  private readonly rebalancing = new Map<string, string>();
  private readonly registry: string;

  /** @param registry replaces the address of the account's image registry, so that nothing is pulled from AWS. */
  constructor(registry: string) {
    this.registry = registry;
  }

  /** Corrects the body of a request. */
  request({ target, body }: Operation): string {
    if (target === `${ecs}CreateService` || target === `${ecs}UpdateService`) this.remember(body);
    if (target === '' && /(^|&)Action=RevokeSecurityGroup/.test(body)) return withoutPorts(body);
    return body;
  }

  /** Corrects the body of a response. */
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
    // On AWS, services without `awsvpc` have no network configuration. The provider fails on an empty one.
    if (networkConfiguration && Object.keys(networkConfiguration).length === 0) {
      delete service.networkConfiguration;
    }
    // The emulator does not store it, and a second plan would set it again.
    service.availabilityZoneRebalancing ??= this.rebalancing.get(serviceName);
  }
}

/**
 * Removes the ports of rules for all protocols. AWS ignores them. The emulator compares them, and so never revokes the default
 * egress rule of a new security group.
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
