import type { HealthCheckDescription, TargetHealthDescription } from './health-description';
import type { RouteDescription } from './route-description';
import type { ScalingDescription } from './scaling-description';

/**
 * A service as a person writes it: a container, how it is reached, and what it needs. Everything but the name, the image
 * and the routes has a default.
 */
export interface ServiceDescription {
  /**
   * Its name everywhere: lower-case letters, digits and single hyphens, at most 20 characters. On AWS another name is
   * another service: the old one goes with its logs, and its routes answer 503 until the new one is healthy. To avoid that,
   * add the new one first, then move the route.
   */
  readonly name: string;

  /** What runs: a folder of this project with a Dockerfile, or an image that exists already. */
  readonly image: FolderImage | ReferencedImage;

  /**
   * TCP port that the container listens on. The container is told by the environment variable `PORT`. On AWS 1024 or more,
   * and a change of it interrupts the service.
   *
   * @default 8080
   */
  readonly port?: number;

  /** What of the site's addresses leads here: paths, or routes as below. A text is short for `{ path }`. */
  readonly routes: readonly (string | RouteDescription)[];

  /**
   * A folder with an `index.html`, which the container serves instead of the pages in its image. It is for images that
   * take a page at run time, as `containers/web` does.
   *
   * @default - the pages in the image
   */
  readonly page?: string;

  /**
   * CPU in units of 1/1024 vCPU: the most that the container gets, also where the host has more. On Fargate not every
   * number can be: an error says which can.
   *
   * @cost about 34 USD for a vCPU of each task
   * @default 256
   */
  readonly cpuUnits?: number;

  /**
   * Memory in MiB. A container that takes more is stopped by the kernel. On Fargate not every size goes with every
   * CPU: an error says which do.
   *
   * @cost about 3.7 USD for 1024 MiB of each task
   * @default 512
   */
  readonly memoryMiB?: number;

  /**
   * Environment variables. They are readable in the Terraform state and in the AWS console: no place for secrets.
   *
   * @default - `PORT` only
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * How the container is seen to be alive. Without one nothing waits until it is.
   *
   * @default - on the laptop the `HEALTHCHECK` of the image; ECS does not know it, there the load balancer alone asks
   */
  readonly healthCheck?: HealthCheckDescription;

  /**
   * Path that answers 200 while the container takes requests: a load balancer asks for it.
   *
   * @default - the path of the first route as it arrives: '/' where its prefix is taken away
   */
  readonly healthPath?: string;

  /**
   * How often a load balancer asks for `healthPath`, and what it makes of the answers.
   *
   * @default - every 10 seconds; two right answers make a task healthy, three wrong ones unhealthy
   */
  readonly targetHealth?: TargetHealthDescription;

  /**
   * How many tasks there are on AWS, and what adds and removes them. On the laptop there is always one.
   *
   * @default - 1 to 4 tasks, held at 70 percent CPU
   */
  readonly scaling?: ScalingDescription;

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
   * Seconds for which a load balancer waits for open requests of a task that is about to stop, 0 to 3600. Longer requests
   * are cut off, and each deployment takes so much longer.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
   *
   * @default - 30, or `stopSeconds` where that is less
   */
  readonly deregistrationSeconds?: number;

  /**
   * TCP ports of others that the container may call on AWS. 443 must be among them: the registry and the logs are there.
   * Names are looked up in any case. On the laptop it may call all.
   *
   * @default [443]
   */
  readonly egressPorts?: readonly number[];

  /**
   * Numeric user, or user and group, that is not root: `"1000:1000"`.
   *
   * @default - the user that the image names
   */
  readonly user?: string;

  /**
   * Whether the container may write anywhere, and not only where it has a `tmpfs`.
   *
   * @default false
   */
  readonly writableRoot?: boolean;

  /**
   * All folders in memory, path → size in MiB. They count against `memoryMiB`.
   *
   * @default { '/tmp': 64 }
   */
  readonly tmpfs?: Readonly<Record<string, number>>;
}

export interface FolderImage {
  /** Folder with a Dockerfile, relative to the project's root folder: `containers/api`. */
  readonly folder: string;
}

export interface ReferencedImage {
  /** Image with a tag or digest: `public.ecr.aws/nginx/nginx:1.30`. */
  readonly reference: string;
}
