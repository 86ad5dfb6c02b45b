import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../cli/command';
import type { AwsClient } from './aws-client';

interface Deployment {
  readonly rolloutState: string;
}

interface EcsService {
  readonly serviceName: string;

  /** `ACTIVE` until the service is deleted. */
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly taskDefinition: string;
  readonly deployments: readonly Deployment[];
}

const target = 'AmazonEC2ContainerServiceV20141113';

/** A service is steady if nothing has changed for this time. */
const steadySeconds = 3;

/** The ECS services of a cluster. */
export class EcsServices {
  private readonly client: AwsClient;
  readonly cluster: string;
  private readonly names: readonly string[];

  constructor(client: AwsClient, cluster: string, names: readonly string[]) {
    this.client = client;
    this.cluster = cluster;
    this.names = names;
  }

  async describe(): Promise<readonly EcsService[]> {
    const { services } = await this.client.json<{ services: EcsService[] }>(
      'ecs',
      `${target}.DescribeServices`,
      { cluster: this.cluster, services: this.names },
    );
    return services;
  }

  /** Sets the desired count of a service. This does not start a deployment. */
  async setTasks(service: string, desiredCount: number): Promise<void> {
    const call = { cluster: this.cluster, service, desiredCount };
    await this.client.json('ecs', `${target}.UpdateService`, call);
  }

  /**
   * Waits until each service runs all its tasks, and these have not changed for some time.
   *
   * @throws UnsteadyServices if services do not become steady in time.
   */
  async untilSteady(timeoutSeconds: number, signal: AbortSignal): Promise<void> {
    const deadline = Date.now() + timeoutSeconds * 1000;
    const changed = new Map<string, number>();
    const before = new Map<string, string>();
    for (;;) {
      const services = await this.describe();
      for (const service of services) {
        const { serviceName: name } = service;
        const tasks = JSON.stringify(await this.tasks(name, 'RUNNING'));
        if (!isSteady(service) || tasks !== before.get(name)) changed.set(name, Date.now());
        before.set(name, tasks);
      }
      const unsteady = services.filter(
        ({ serviceName }) => Date.now() - (changed.get(serviceName) ?? 0) < steadySeconds * 1000,
      );
      if (unsteady.length === 0) return;
      const crashing = await this.crashing(unsteady);
      if (crashing.length > 0) throw new UnsteadyServices(crashing, 'they exit repeatedly');
      if (Date.now() > deadline) {
        throw new UnsteadyServices(unsteady, `${timeoutSeconds} s after the apply`);
      }
      await sleep(250, undefined, { signal });
    }
  }

  /** The last log lines of all tasks of a service, including stopped ones, and the reason why the last one stopped. */
  async lastWords(name: string, count = 20): Promise<string> {
    const group = `/ecs/${this.cluster}-${name}`;
    const { events = [] } = await this.client
      .json<{ events?: { timestamp: number; message: string }[] }>(
        'logs',
        'Logs_20140328.FilterLogEvents',
        { logGroupName: group },
      )
      .catch(() => ({ events: [] }));
    const messages = [...events]
      .sort((a, b) => a.timestamp - b.timestamp)
      .map(({ message }) => message);
    const lines = withoutRepetition(messages).slice(-count);
    const stopped = await this.stoppedReason(name);
    return [
      `service "${name}", last lines of ${group}:`,
      ...(lines.length > 0 ? lines : ['  (no output)']),
      ...(stopped ? [`  last stopped task: ${stopped}`] : []),
    ].join('\n');
  }

  /** Services whose tasks exit or fail to start so often that waiting is useless. */
  private async crashing(services: readonly EcsService[]): Promise<EcsService[]> {
    const crashing: EcsService[] = [];
    for (const service of services) {
      // The circuit breaker ends a failed deployment.
      if (service.deployments.length > 1) continue;
      const { serviceName, taskDefinition } = service;
      const ended = (await this.stopped(serviceName)).filter(
        (task) => task.taskDefinitionArn === taskDefinition && task.stopCode !== 'UserInitiated',
      );
      const cannotPull = ended.some(({ stoppedReason = '' }) =>
        stoppedReason.includes('CannotPull'),
      );
      if (ended.length >= 3 || cannotPull) crashing.push(service);
    }
    return crashing;
  }

  private async stopped(name: string): Promise<readonly StoppedTask[]> {
    const tasks = await this.tasks(name, 'STOPPED');
    if (tasks.length === 0) return [];
    const call = { cluster: this.cluster, tasks };
    const described = await this.client.json<{ tasks: StoppedTask[] }>(
      'ecs',
      `${target}.DescribeTasks`,
      call,
    );
    return described.tasks;
  }

  private async tasks(serviceName: string, desiredStatus: string): Promise<string[]> {
    const call = { cluster: this.cluster, serviceName, desiredStatus };
    const { taskArns } = await this.client.json<{ taskArns: string[] }>(
      'ecs',
      `${target}.ListTasks`,
      call,
    );
    return taskArns;
  }

  private async stoppedReason(serviceName: string): Promise<string | undefined> {
    const last = (await this.stopped(serviceName)).at(-1);
    if (last === undefined) return undefined;
    const { stoppedReason = '', containers = [] } = last;
    const codes = containers.map(({ exitCode }) => exitCode).filter((code) => code !== undefined);
    return `${stoppedReason}${codes.length > 0 ? `, exit code ${codes.join(', ')}` : ''}`;
  }
}

interface StoppedTask {
  readonly taskDefinitionArn: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly containers?: readonly { readonly exitCode?: number }[];
}

/** Indented lines, each once, with the number of its repetitions. */
function withoutRepetition(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) =>
    count > 1 ? `  ${line}  (${count} times)` : `  ${line}`,
  );
}

/** Services that do not become steady. */
export class UnsteadyServices extends UserError {
  readonly names: readonly string[];

  constructor(services: readonly EcsService[], reason: string) {
    const words = services.map(
      ({ serviceName, runningCount, desiredCount }) =>
        `service "${serviceName}" has ${runningCount} of ${desiredCount} tasks running, ${reason}`,
    );
    super(words.join('\n'));
    this.names = services.map(({ serviceName }) => serviceName);
  }
}

function isSteady({ desiredCount, runningCount, deployments }: EcsService): boolean {
  const current = deployments.filter(({ rolloutState }) => rolloutState !== 'FAILED');
  return (
    runningCount === desiredCount &&
    current.length === 1 &&
    current[0]?.rolloutState === 'COMPLETED'
  );
}
