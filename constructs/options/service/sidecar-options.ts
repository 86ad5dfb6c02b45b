import type { ContainerOptions } from './container-options';

/**
 * An additional container in each task of a service. The service and its sidecars reach each other at 127.0.0.1. On EC2 with network
 * mode `bridge`, the service reaches a sidecar by its name.
 */
export interface SidecarOptions extends ContainerOptions {
  /** Name in the task: lower-case letters, digits and single hyphens, at most 20 characters. */
  readonly name: string;

  /**
   * CPU that is reserved for the container, in units of 1/1024 vCPU. The container can also use CPU that the other containers of the
   * task do not use.
   *
   * @default 32
   */
  readonly cpuUnits?: number;

  /**
   * Memory limit in MiB. A container that exceeds it is stopped. The service's container gets the rest of the task's memory.
   *
   * @default 128
   */
  readonly memoryMiB?: number;

  /**
   * Whether the task stops when this container stops. On the laptop, only this container is restarted.
   *
   * @default false
   */
  readonly essential?: boolean;

  /**
   * State of this container that the service's container waits for before it starts: started (`start`), healthy (`healthy`), or
   * exited with 0 (`success`), for example after a database migration. The laptop supports only `success`: the container runs once,
   * and again when it is changed or has failed. Otherwise, it starts there just after the service's container, which must
   * tolerate this. With `success`, a container that never exits keeps the service's container from starting, locally and on AWS.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
   *
   * @default - the service's container does not wait
   */
  readonly waitFor?: 'start' | 'healthy' | 'success';
}
