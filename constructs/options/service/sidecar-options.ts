import type { ContainerOptions } from './container-options';

/**
 * A container beside that of a service, in each of its tasks. Both find each other at 127.0.0.1; in the bridge mode of EC2
 * hosts the service finds it under its name.
 */
export interface SidecarOptions extends ContainerOptions {
  /** Its name in the task, as that of a service: lower-case letters, digits and single hyphens, at most 20 characters. */
  readonly name: string;

  /**
   * CPU in units of 1/1024 vCPU that it gets when all containers of the task want more than there is; else it may take what
   * they leave of the task's.
   *
   * @default 32
   */
  readonly cpuUnits?: number;

  /**
   * Memory in MiB; it is stopped when it takes more. The service's container has what remains of the task.
   *
   * @default 128
   */
  readonly memoryMiB?: number;

  /**
   * Whether the task ends when it does. On the laptop it is started again by itself.
   *
   * @default false
   */
  readonly essential?: boolean;

  /**
   * For what the service's container waits: until this one has started (`start`), is healthy (`healthy`), or has ended well
   * (`success`), as one that prepares something. On the laptop only `success` is heeded: it runs once, and again when it is
   * changed or has failed. The others start just after the service's container, which must bear that. Nothing ends one that
   * does not end by itself: neither here nor on AWS does the service's container start then.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
   *
   * @default - it does not wait
   */
  readonly waitFor?: 'start' | 'healthy' | 'success';
}
