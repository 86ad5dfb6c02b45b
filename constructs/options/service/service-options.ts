import type { ContainerOptions } from './container-options';
import type { TargetHealthOptions } from './health-check-options';
import type { RouteOptions } from './route-options';
import type { ScalingOptions } from './scaling-options';
import type { TaskOptions } from './task-options';

/**
 * A service as a person writes it: a container, how it is reached, and what it needs. Everything but the name, the image
 * and the routes has a default.
 */
export interface ServiceOptions extends ContainerOptions, TaskOptions {
  /**
   * Its name everywhere: lower-case letters, digits and single hyphens, at most 20 characters. On AWS another name is
   * another service: the old one goes with its logs, and its routes answer 503 until the new one is healthy. To avoid that,
   * add the new one first, then move the route.
   */
  readonly name: string;

  /**
   * TCP port that the container listens on. The container is told by the environment variable `PORT`. On AWS 1024 or more,
   * and a change of it interrupts the service.
   *
   * @default 8080
   */
  readonly port?: number;

  /** What of the site's addresses leads here: paths, or routes as below. A text is short for `{ path }`. */
  readonly routes: readonly (string | RouteOptions)[];

  /**
   * A folder with an `index.html`, which the container serves instead of the pages in its image. It is for images that
   * take a page at run time, as `containers/web` does.
   *
   * @default - the pages in the image
   */
  readonly page?: string;

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
  readonly targetHealth?: TargetHealthOptions;

  /**
   * How many tasks there are on AWS, and what adds and removes them: Application Auto Scaling keeps the number. On the laptop
   * there is always one.
   *
   * @default - 1 to 4 tasks, held at 70 percent CPU
   */
  readonly scaling?: ScalingOptions;

  /**
   * How many tasks there are on AWS, for ever: Terraform keeps the number, and nothing scales. Not beside `scaling`.
   *
   * @default - `scaling` decides
   */
  readonly tasks?: number;

  /**
   * Seconds for which a load balancer waits for open requests of a task that is about to stop, 0 to 3600. Longer requests
   * are cut off, and each deployment takes so much longer.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
   *
   * @default - 30, or `stopSeconds` where that is less
   */
  readonly deregistrationSeconds?: number;
}
