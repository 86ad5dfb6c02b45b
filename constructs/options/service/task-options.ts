import type { SidecarOptions } from './sidecar-options';

/** What a task of a service is: its size, what it runs on and with, and how it ends. */
export interface TaskOptions {
  /**
   * CPU of a task in units of 1/1024 vCPU: the most that its containers get together, also where the host has more. Fargate
   * has not every number, and the same description runs everywhere: an error says which there are.
   *
   * @cost about 34 USD for a vCPU of each task
   * @default - the least of Fargate's sizes in which all containers fit: 256, where there is nothing special
   */
  readonly cpuUnits?: number;

  /**
   * Memory of a task in MiB, for its containers together. A container that takes more is stopped by the kernel. Not every
   * size goes with every CPU: an error says which do.
   *
   * @cost about 3.7 USD for 1024 MiB of each task
   * @default - the least of Fargate's sizes in which all containers fit: 512, where there is nothing special
   */
  readonly memoryMiB?: number;

  /**
   * Processor that its images are built for. On the laptop it is that of the engine.
   *
   * @cost on Fargate `arm64` a fifth less
   * @default 'x86_64'
   */
  readonly architecture?: 'x86_64' | 'arm64';

  /**
   * Disk of a task on Fargate in GiB, 21 to 200; images count, too. It is gone with the task.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
   *
   * @cost about 0.1 USD for each GiB above 20 of each task
   * @default - 20, what every task has
   */
  readonly ephemeralStorageGiB?: number;

  /**
   * Percent of the tasks that run on spare capacity of Fargate, which AWS may take back with two minutes' notice. On EC2 hosts
   * the hosts' own `spotPercent` counts.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
   *
   * @cost about 70 percent less for these tasks
   * @default 0
   */
  readonly spotPercent?: number;

  /**
   * Further containers of each task.
   *
   * @default - none
   */
  readonly sidecars?: readonly SidecarOptions[];

  /**
   * Whether the container sends traces to AWS X-Ray: it is told where by `AWS_XRAY_DAEMON_ADDRESS`, and beside it runs X-Ray's
   * daemon, which is never essential. On the laptop a stand-in prints what it gets: `docker logs magicnight-local-xray-daemon`.
   * https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
   *
   * @cost 5 USD for a million traces
   * @default - none
   */
  readonly tracing?: 'xray';

  /**
   * Whether people with the permission may run commands in its containers (ECS Exec). Its agent writes into each container,
   * so that it and its `sidecars` need `writableRoot: true`, too; X-Ray's daemon stays closed to it. Not for production.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
   *
   * @default false
   */
  readonly exec?: boolean;

  /**
   * Who makes new revisions of its task definition: Terraform, or a pipeline that registers `taskdef.json` (see `npm run
   * taskdef`) and updates the service; then Terraform leaves the revision alone.
   *
   * @default 'terraform'
   */
  readonly deployedBy?: 'terraform' | 'pipeline';

  /**
   * Seconds between the signal to stop and the kill. Fargate allows at most 120.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
   *
   * @default 30
   */
  readonly stopSeconds?: number;

  /**
   * Seconds after the signal to stop in which the container goes on answering, while load balancers notice. It is told by
   * the environment variable `DRAIN_SECONDS`.
   *
   * @default - what the image does by itself: `containers/api` takes 3 seconds
   */
  readonly drainSeconds?: number;

  /**
   * TCP ports of others that the containers may call on AWS. 443 must be among them: the registry and the logs are there.
   * Names are looked up in any case. On the laptop they may call all.
   *
   * @default [443]
   */
  readonly egressPorts?: readonly number[];
}
