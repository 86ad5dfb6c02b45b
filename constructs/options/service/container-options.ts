import type { HealthCheckOptions } from './health-check-options';

/** Options of the container of a service and of its sidecars. */
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
   * Replaces the `ENTRYPOINT` of the image, as an array: `['node', 'migrate.js']`. The command of the image is then ignored. To
   * pass arguments, set `command`.
   *
   * @default - the entry point of the image
   */
  readonly entryPoint?: readonly string[];

  /**
   * Environment variables. They are readable in the Terraform state and the AWS console, so do not put secrets here. A name has
   * letters, digits and `_`, also `.` and `-`, as in Elasticsearch's `discovery.type`: [some shells drop
   * these](services.md#what-a-container-must-do). `AWS_REGION`
   * and `AWS_DEFAULT_REGION` are the region of the task unless you set them. The other variables that Amazon ECS sets itself, such
   * as `ECS_CONTAINER_METADATA_URI_V4`, are an error.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-environment-variables.html
   *
   * @default - `PORT` only
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * Environment variables whose values are stored in AWS: name → where the value is stored. A task gets the values when it starts,
   * so only new tasks get a changed value. On the laptop, each value is `stand-in for <name>`. To use another value there, set the
   * Terraform variable `secrets_<service>`, with `_` for each hyphen of the name: `TF_VAR_secrets_shop='{"DB_PASSWORD":"x"}'`. The
   * local state then contains this value.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
   *
   * @cost nothing for parameters, 0.4 USD for each secret in Secrets Manager
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, SecretOptions>>;

  /**
   * Health check of the container. Without one, nothing waits until the container is healthy.
   *
   * @default - on the laptop, the `HEALTHCHECK` of the image. ECS ignores it: on AWS, only the load balancer checks the container
   */
  readonly healthCheck?: HealthCheckOptions;

  /**
   * Numeric user ID, or user and group ID, other than root: `"1000:1000"`.
   *
   * @default - the user of the image
   */
  readonly user?: string;

  /**
   * Whether the container can write anywhere in its file system, not only to `tmpfs`.
   *
   * @default false
   */
  readonly writableRoot?: boolean;

  /**
   * In-memory folders: path → size in MiB, or its options. They replace the default folder and count against `memoryMiB`.
   * Nothing in them can be executed, unless the options say so.
   *
   * @default { '/tmp': 64 }
   */
  readonly tmpfs?: Readonly<Record<string, number | TmpfsOptions>>;

  /**
   * Whether an init process forwards signals and reaps zombie processes. Use it for programs that start other processes, and for
   * those that do not handle SIGTERM: as the first process of a container, they ignore it, and each stop takes `stopSeconds`.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html
   *
   * @default - only with `exec`
   */
  readonly initProcess?: boolean;
}

/** An in-memory folder of a container. */
export interface TmpfsOptions {
  /** Size in MiB, which counts against `memoryMiB`. */
  readonly sizeMiB: number;

  /**
   * Whether programs in it can be executed and libraries loaded. Java libraries with native code need that, because they unpack
   * it into `/tmp`.
   *
   * @default false
   */
  readonly executable?: boolean;
}

/** An image that is built from a folder. */
export interface FolderImage {
  /**
   * Folder with a Dockerfile, relative to the project's root folder: `containers/api`. Its name is that of the repository. Images
   * of one folder with different options are in the same repository, under different tags.
   */
  readonly folder: string;

  /**
   * Another Dockerfile, relative to the project's root folder: `containers/api/Dockerfile.worker`. If there is a file with the same
   * name and `.dockerignore` at its end, it replaces the `.dockerignore` of the context.
   * https://docs.docker.com/build/concepts/context/#filename-and-location
   *
   * @default - `Dockerfile` in the folder
   */
  readonly dockerfile?: string;

  /**
   * Folder that the build can read, relative to the project's root folder; `.` is that folder itself.
   * https://docs.docker.com/build/concepts/context/
   *
   * @default - the folder
   */
  readonly context?: string;

  /**
   * Stage of the Dockerfile to build: `worker` for `FROM … AS worker`.
   * https://docs.docker.com/build/building/multi-stage/#stop-at-a-specific-build-stage
   *
   * @default - the last stage
   */
  readonly target?: string;

  /**
   * Values of the build arguments that the Dockerfile declares with `ARG`. Anyone who can pull the image can read them, so do not
   * put secrets here.
   * https://docs.docker.com/reference/dockerfile/#arg
   *
   * @default - the defaults in the Dockerfile
   */
  readonly args?: Readonly<Record<string, string>>;
}

/** An image that exists already. */
export interface ReferencedImage {
  /** Image with a tag or digest: `public.ecr.aws/nginx/nginx:1.30`. */
  readonly reference: string;
}

/** Where a secret is stored, by name, in the account and region of the stack: in a Systems Manager parameter or in Secrets Manager. */
export interface SecretOptions {
  /**
   * Name of a Systems Manager parameter, usually a `SecureString`: `/shop/db-password`. Tasks read its newest version.
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
   * Staging label of the version of a secret that tasks read: `AWSPREVIOUS`. It cannot be combined with `versionId`.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
   *
   * @default - `AWSCURRENT`, the current version
   */
  readonly versionStage?: string;

  /**
   * ID of the version of a secret that tasks read, which never changes: `4f8c1b2e-5d3a-4c79-9e21-0b6d7a3f8e54`.
   *
   * @default - the version with `versionStage`
   */
  readonly versionId?: string;

  /**
   * Alias of the customer managed KMS key that encrypts it: `alias/shop`.
   *
   * @default - the AWS managed key, which needs no permission
   */
  readonly kmsKey?: string;
}
