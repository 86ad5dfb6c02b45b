import type { ContainerOptions } from './container-options';

/**
 * A further container in each task of a service. Both reach each other at 127.0.0.1; on EC2 with network mode `bridge` the service
 * reaches it by its name.
 */
export interface SidecarOptions extends ContainerOptions {
  /** Name in the task: lower-case letters, digits and single hyphens, at most 20 characters. */
  readonly name: string;

  /**
   * CPU in units of 1/1024 vCPU that it gets when the containers of the task need more than the task has. Otherwise it can use what
   * the others leave.
   *
   * @default 32
   */
  readonly cpuUnits?: number;

  /**
   * Memory in MiB; the container is stopped when it uses more. The service's container gets the rest of the task's memory.
   *
   * @default 128
   */
  readonly memoryMiB?: number;

  /**
   * Whether the task stops when this container stops. On the laptop only this container is restarted.
   *
   * @default false
   */
  readonly essential?: boolean;

  /**
   * What the service's container waits for: that this container has started (`start`), is healthy (`healthy`), or has exited with 0
   * (`success`), like one that prepares something. The laptop supports only `success`: the container runs once, and again when it is
   * changed or has failed. The others start just after the service's container, which must tolerate this. A container that
   * never exits keeps the service's container from starting, locally and on AWS.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
   *
   * @default - it does not wait
   */
  readonly waitFor?: 'start' | 'healthy' | 'success';
}
