import type { SidecarOptions } from './sidecar-options';

/** Options of the tasks of a service: size, capacity, sidecars and how they stop. */
export interface TaskOptions {
  /**
   * CPU limit for all containers of a task together, in units of 1/1024 vCPU. It also applies on an EC2 instance with more CPU. It
   * must be one of Fargate's sizes, on EC2 too. For any other value, an error lists the sizes.
   *
   * @cost about 34 USD for each vCPU of a task
   * @default - the smallest of Fargate's sizes in which all containers fit, usually 256
   */
  readonly cpuUnits?: number;

  /**
   * Memory limit for all containers of a task together, in MiB. The kernel stops a container that exceeds it. Each CPU size supports
   * only some memory sizes. For any other value, an error lists them.
   *
   * @cost about 3.7 USD for each 1024 MiB of a task
   * @default - the smallest of Fargate's sizes in which all containers fit, usually 512
   */
  readonly memoryMiB?: number;

  /**
   * CPU architecture for which the images of the service are built. On the laptop, it is that of the Docker Engine.
   *
   * @cost on Fargate `arm64` is 20 percent cheaper
   * @default 'x86_64'
   */
  readonly architecture?: 'x86_64' | 'arm64';

  /**
   * Ephemeral storage of a task on Fargate in GiB, 21 to 200, including its images.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
   *
   * @cost about 0.1 USD for each GiB of a task above 20
   * @default - 20, the size that every task has
   */
  readonly ephemeralStorageGiB?: number;

  /**
   * Percentage of tasks on Fargate Spot. AWS can interrupt them with two minutes' notice. On EC2, `ec2.spotPercent` of the environment applies
   * instead.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
   *
   * @cost about 70 percent less for these tasks
   * @default 0
   */
  readonly spotPercent?: number;

  /**
   * Additional containers in each task.
   *
   * @default - none
   */
  readonly sidecars?: readonly SidecarOptions[];

  /**
   * Set `'opentelemetry'` if the container sends traces with an SDK of OpenTelemetry, which reads the variables `OTEL_*` that it
   * gets. The OpenTelemetry collector receives them and sends them to AWS X-Ray. With `'xray'`, the container uses X-Ray's SDK and the
   * address in `AWS_XRAY_DAEMON_ADDRESS`, and X-Ray's daemon receives them; AWS only fixes security issues of both. The receiver runs
   * as a sidecar that is never essential. On the laptop, a stub prints the traces that it receives:
   * `docker logs <project>-local-xray-daemon`. [Traces](services.md#traces) compares both.
   * https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-daemon-timeline.html
   *
   * @cost 5 USD per million traces
   * @default - no tracing
   */
  readonly tracing?: 'xray' | 'opentelemetry';

  /**
   * Whether users with permission can run commands in the containers (ECS Exec). The agent of ECS Exec writes to the file system of
   * each container, so the service and its `sidecars` also need `writableRoot: true`. Commands cannot run in the container that receives traces. Do not
   * use this option in production.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
   *
   * @default false
   */
  readonly exec?: boolean;

  /**
   * What deploys new revisions of the task definition: Terraform, or a pipeline that registers `taskdef.json` (see `npm run
   * taskdef`) and updates the service. With `pipeline`, Terraform ignores the revision of the service, and deregisters none: also
   * after a destroy, its revisions are there.
   *
   * @default 'terraform'
   */
  readonly deployedBy?: 'terraform' | 'pipeline';

  /**
   * What happens when a container prints faster than CloudWatch Logs accepts, or cannot reach it. With `non-blocking`, lines are
   * dropped when a buffer of 4 MiB is full, and the container keeps answering. With `blocking`, the container waits when it prints,
   * and no line is lost: for programs whose log is evidence. On the laptop, it is always `blocking`.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
   *
   * @default 'non-blocking'
   */
  readonly logMode?: 'non-blocking' | 'blocking';

  /**
   * Seconds between SIGTERM and SIGKILL. Fargate allows at most 120.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
   *
   * @default - 30; 90 without routes, to finish the work in hand
   */
  readonly stopSeconds?: number;

  /**
   * Whether a deployment stops the old tasks before it starts new ones, for programs of which two must not run at the same time.
   * Then no task runs for a while at each deployment. By default, new tasks start first.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
   *
   * @default false
   */
  readonly recreate?: boolean;

  /**
   * Seconds after SIGTERM during which the container still accepts requests, until load balancers stop sending them. The container
   * gets this value as environment variable `DRAIN_SECONDS`.
   *
   * @default - the default of the image: 3 seconds in `containers/api`
   */
  readonly drainSeconds?: number;

  /**
   * TCP ports to which the containers can connect on AWS. They must include 443, for the registry and the logs. DNS is always
   * allowed. On the laptop all ports are allowed.
   *
   * @default [443]
   */
  readonly egressPorts?: readonly number[];
}
