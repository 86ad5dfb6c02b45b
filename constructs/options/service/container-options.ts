import type { HealthCheckOptions } from './health-check-options';

/** Options of both the container of a service and its sidecars. */
export interface ContainerOptions {
  /** The image: a folder of this project with a Dockerfile, or an existing image. */
  readonly image: FolderImage | ReferencedImage;

  /**
   * Replaces the command of the image (`CMD`), as an array: `['node', 'worker.js']`. If the image has an `ENTRYPOINT`, like
   * `containers/api`, these are its arguments.
   * https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
   *
   * @default - the command of the image
   */
  readonly command?: readonly string[];

  /**
   * Replaces the `ENTRYPOINT` of the image, as an array: `['node', 'migrate.js']`. The command of the image is then ignored;
   * `command` gives the arguments.
   *
   * @default - the entry point of the image
   */
  readonly entryPoint?: readonly string[];

  /**
   * Environment variables. They are readable in the Terraform state and the AWS console, so do not put secrets here.
   *
   * @default - `PORT` only
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * Environment variables whose values are stored in AWS, each with where. A task gets the values when it starts; only new tasks get
   * a changed value. On the laptop each value is `stand-in for <name>`, unless the Terraform variable `secrets_<service>`, with
   * `_` for each hyphen, sets another: `TF_VAR_secrets_shop='{"DB_PASSWORD":"x"}'`. The local state then has it.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
   *
   * @cost nothing for parameters, 0.4 USD for each secret of Secrets Manager
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, SecretOptions>>;

  /**
   * How to check that the container is healthy. Without it, nothing waits until it is.
   *
   * @default - on the laptop the `HEALTHCHECK` of the image. ECS ignores that one: only the load balancer checks
   */
  readonly healthCheck?: HealthCheckOptions;

  /**
   * Numeric user, or user and group, other than root: `"1000:1000"`.
   *
   * @default - the user of the image
   */
  readonly user?: string;

  /**
   * Whether the container can write anywhere in its file system, and not only to `tmpfs`.
   *
   * @default false
   */
  readonly writableRoot?: boolean;

  /**
   * All in-memory folders: path → size in MiB. They count against `memoryMiB`.
   *
   * @default { '/tmp': 64 }
   */
  readonly tmpfs?: Readonly<Record<string, number>>;

  /**
   * Whether an init process forwards signals and reaps processes: for programs that start others.
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

/** Where a secret is stored, by name, in the region of the stack: in a Systems Manager parameter or in Secrets Manager. */
export interface SecretOptions {
  /**
   * Name of a Systems Manager parameter, usually a `SecureString`: `/shop/db-password`.
   *
   * @default - the value is in Secrets Manager
   */
  readonly parameter?: string;

  /**
   * Name of a Secrets Manager secret: `shop/db`. Each plan checks that it exists.
   *
   * @default - the value is a parameter
   */
  readonly secret?: string;

  /**
   * Key of a value, if the secret is a JSON object: `password`.
   *
   * @default - the whole secret
   */
  readonly key?: string;

  /**
   * Alias of the customer managed KMS key that encrypts it: `alias/shop`.
   *
   * @default - the AWS managed key, which needs no permission
   */
  readonly kmsKey?: string;
}
