import type { HealthCheckOptions } from './health-check-options';

/** What is the same for the container of a service and for those beside it. */
export interface ContainerOptions {
  /** What runs: a folder of this project with a Dockerfile, or an image that exists already. */
  readonly image: FolderImage | ReferencedImage;

  /**
   * What is run in place of the command of the image (`CMD`), as a list: `['node', 'worker.js']`. Where the image has an
   * `ENTRYPOINT`, as `containers/api`, these are arguments of that program, which stays.
   * https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
   *
   * @default - the command of the image
   */
  readonly command?: readonly string[];

  /**
   * What is run in place of the `ENTRYPOINT` of the image, as a list: `['node', 'migrate.js']`. The command of the image does
   * not count then; `command` is its arguments.
   *
   * @default - the entry point of the image
   */
  readonly entryPoint?: readonly string[];

  /**
   * Environment variables. They are readable in the Terraform state and in the AWS console: no place for secrets.
   *
   * @default - `PORT` only
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * Environment variables whose values are kept in AWS: variable → where. Only the task gets them when it starts; another
   * value is seen by new tasks. On the laptop each is `stand-in for <name>`, unless the Terraform variable
   * `secrets_<service>`, with `_` for each hyphen, says otherwise: `TF_VAR_secrets_shop='{"DB_PASSWORD":"x"}'`, which is then
   * in the state there.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
   *
   * @cost nothing for parameters, 0.4 USD for each secret of Secrets Manager
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, SecretOptions>>;

  /**
   * How the container is seen to be alive. Without one nothing waits until it is.
   *
   * @default - on the laptop the `HEALTHCHECK` of the image; ECS does not know it, there the load balancer alone asks
   */
  readonly healthCheck?: HealthCheckOptions;

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

  /**
   * Whether a small first process passes signals on and removes processes that have ended: for programs that start others.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html
   *
   * @default - only with `exec`
   */
  readonly initProcess?: boolean;
}

export interface FolderImage {
  /** Folder with a Dockerfile, relative to the project's root folder: `containers/api`. */
  readonly folder: string;
}

export interface ReferencedImage {
  /** Image with a tag or digest: `public.ecr.aws/nginx/nginx:1.30`. */
  readonly reference: string;
}

/** Where a secret value is kept: in a parameter of Systems Manager, or in Secrets Manager. Both by name, in the region. */
export interface SecretOptions {
  /**
   * Name of a parameter of Systems Manager, usually a `SecureString`: `/shop/db-password`.
   *
   * @default - the value is in Secrets Manager
   */
  readonly parameter?: string;

  /**
   * Name of a secret of Secrets Manager: `shop/db`. Each plan looks whether it is there.
   *
   * @default - the value is a parameter
   */
  readonly secret?: string;

  /**
   * Which value of a secret that is a JSON object: `password`.
   *
   * @default - all of its text
   */
  readonly key?: string;

  /**
   * Alias of the customer managed key with which it is encrypted: `alias/shop`.
   *
   * @default - the key that AWS has for it, which needs no permission
   */
  readonly kmsKey?: string;
}
