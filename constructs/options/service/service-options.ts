import type { ContainerOptions } from './container-options';
import type { TargetHealthOptions } from './health-check-options';
import type { RouteOptions } from './route-options';
import type { ScalingOptions } from './scaling-options';
import type { TaskOptions } from './task-options';

/** A service: its container, its routes and its tasks. All options except `name` and `image` have a default. */
export interface ServiceOptions extends ContainerOptions, TaskOptions {
  /**
   * Name: lower-case letters, digits and single hyphens, at most 20 characters. On AWS, a new name means a new service: the old one
   * is destroyed with its logs, and its routes respond with 503 until the new one is healthy. To avoid this, add the new service
   * first, then move the route.
   */
  readonly name: string;

  /**
   * TCP port on which the container listens. The container gets it as environment variable `PORT`. On AWS it must be 1024 or more,
   * and a change interrupts the service.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Paths, or routes as below, that lead to the service. A string is short for `{ path }`. A service without routes is a worker:
   * nothing can connect to it, and it has no target group. It counts as healthy by its `healthCheck`, or without one when it runs.
   *
   * @default - none
   */
  readonly routes?: readonly (string | RouteOptions)[];

  /**
   * Folder with an `index.html` that the container serves instead of the pages in its image. It is for images that support a page at
   * run time, like `containers/web`.
   *
   * @default - the pages in the image
   */
  readonly page?: string;

  /**
   * Path for the health checks of the load balancer. It must respond with 200 while the container accepts requests.
   *
   * @default - the path of the first route, or `/` if it has `stripPrefix`
   */
  readonly healthPath?: string;

  /**
   * How the load balancer checks `healthPath`.
   *
   * @default - every 10 seconds; a task is healthy after two successes, and unhealthy after three failures
   */
  readonly targetHealth?: TargetHealthOptions;

  /**
   * Seconds after the start of a task on AWS during which ECS does not stop it, although the load balancer or `healthCheck` finds it
   * unhealthy, 0 to 7200. It is for programs that start slowly. A deployment that cannot succeed fails this much later.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
   *
   * @default - the time in which the container may start (`startPeriodSeconds`) and be found healthy, at least 60
   */
  readonly healthCheckGraceSeconds?: number;

  /**
   * How Application Auto Scaling sets the number of tasks on AWS. On the laptop, there is always one task.
   *
   * @default - 1 to 4 tasks, with a target of 70 percent CPU
   */
  readonly scaling?: ScalingOptions;

  /**
   * Fixed number of tasks on AWS, set by Terraform. It cannot be combined with `scaling`.
   *
   * @default - `scaling` decides
   */
  readonly tasks?: number;

  /**
   * Seconds that the load balancer waits for open requests of a task that is about to stop, 0 to 3600. Longer requests are aborted,
   * and each deployment takes this much longer.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
   *
   * @default - 30, or `stopSeconds` if that is less; none without routes
   */
  readonly deregistrationSeconds?: number;
}
