import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../command';
import type { AwsClient } from './aws-client';

interface Deployment {
  readonly status: string;
  readonly rolloutState: string;
  readonly taskDefinition: string;
}

interface EcsService {
  readonly serviceName: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly taskDefinition: string;
  readonly deployments: readonly Deployment[];
  readonly events?: readonly { readonly message: string }[];
}

const target = 'AmazonEC2ContainerServiceV20141113';

/** How long nothing may change until a service counts as steady. */
const steadySeconds = 3;

/** The services of a cluster, as ECS sees them. */
export class EcsServices {
  private readonly client: AwsClient;
  private readonly cluster: string;
  readonly names: readonly string[];

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

  /**
   * Waits until each service has all its tasks, and has had the same ones for a while.
   *
   * @throws UserError that names the services which have not.
   */
  async untilSteady(timeoutSeconds: number, signal: AbortSignal): Promise<void> {
    const deadline = Date.now() + timeoutSeconds * 1000;
    let since = Date.now();
    let before = '';
    for (;;) {
      const services = await this.describe();
      const unsteady = services.filter((service) => !isSteady(service));
      const tasks = JSON.stringify(await this.tasks());
      if (unsteady.length > 0 || tasks !== before) since = Date.now();
      before = tasks;
      if (Date.now() - since >= steadySeconds * 1000) return;
      if (Date.now() > deadline) throw new UnsteadyServices(unsteady, timeoutSeconds);
      await sleep(250, undefined, { signal });
    }
  }

  /** The last lines that the tasks of a service printed, those that are gone included, and what ECS says of them. */
  async lastWords(name: string, count = 20): Promise<string> {
    const group = `/ecs/${this.cluster}-${name}`;
    const { events = [] } = await this.client
      .json<{ events?: { timestamp: number; message: string }[] }>(
        'logs',
        'Logs_20140328.FilterLogEvents',
        { logGroupName: group },
      )
      .catch(() => ({ events: [] }));
    const lines = [...events]
      .sort((a, b) => a.timestamp - b.timestamp)
      .slice(-count)
      .map(({ message }) => `  ${message}`);
    const stopped = await this.stoppedReason(name);
    return [
      `service "${name}", last lines of ${group}:`,
      ...(lines.length > 0 ? lines : ['  (it printed nothing)']),
      ...(stopped ? [`  its last stopped task: ${stopped}`] : []),
    ].join('\n');
  }

  private tasks(): Promise<object> {
    return this.client.json('ecs', `${target}.ListTasks`, { cluster: this.cluster });
  }

  private async stoppedReason(serviceName: string): Promise<string | undefined> {
    const cluster = this.cluster;
    const call = { cluster, serviceName, desiredStatus: 'STOPPED' };
    const { taskArns } = await this.client.json<{ taskArns: string[] }>(
      'ecs',
      `${target}.ListTasks`,
      call,
    );
    const last = taskArns.at(-1);
    if (last === undefined) return undefined;
    const { tasks } = await this.client.json<{ tasks: StoppedTask[] }>(
      'ecs',
      `${target}.DescribeTasks`,
      { cluster, tasks: [last] },
    );
    const { stoppedReason = '', containers = [] } = tasks[0] ?? {};
    const codes = containers.map(({ exitCode }) => exitCode).filter((code) => code !== undefined);
    return `${stoppedReason}${codes.length > 0 ? `, exit code ${codes.join(', ')}` : ''}`;
  }
}

interface StoppedTask {
  readonly stoppedReason?: string;
  readonly containers?: readonly { readonly exitCode?: number }[];
}

/** Services that do not come to rest. */
export class UnsteadyServices extends UserError {
  readonly names: readonly string[];

  constructor(services: readonly EcsService[], seconds: number) {
    const words = services.map(
      ({ serviceName, runningCount, desiredCount }) =>
        `service "${serviceName}" has ${runningCount} of ${desiredCount} tasks running`,
    );
    const what = words.length > 0 ? words.join('\n') : 'tasks end and are started again';
    super(`${what}, ${seconds} s after the apply`);
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
