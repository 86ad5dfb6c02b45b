import type { BackendOptions } from '../options/environment/backend-options';
import type { PermissionOptions } from '../options/permission-options';

/** An environment that pipelines apply, with a role of its own. */
export interface PipelineEnvironment {
  /** Name of the environment and of its stack. */
  readonly name: string;

  /** Region of the stack: `eu-central-1`. */
  readonly region: string;

  /** Names whose DNS records, and those of their subdomains, the environment has. */
  readonly hostnames: readonly string[];

  /** Permissions for further resources, which main.ts adds to the stack. */
  readonly pipelineActions: readonly PermissionOptions[];

  /**
   * ID of a VPC that is there already. It can have tags of another stack.
   *
   * @default - the environment has its own
   */
  readonly vpcId?: string;

  /**
   * Where its state is: the roles may use a bucket of it.
   *
   * @default - not in a bucket
   */
  readonly backend?: BackendOptions;

  /**
   * ARN of a listener that is there already, to which the environment adds rules.
   *
   * @default - it has listeners of its own
   */
  readonly listenerArn?: string;

  /**
   * Folders from which its images are built. The roles mark these images as deployed.
   *
   * @default - none
   */
  readonly imageFolders?: readonly string[];
}

/** The other environments whose names begin with that of an environment: `prod-eu` for `prod`. */
export function longerNames(
  { name }: PipelineEnvironment,
  environments: readonly PipelineEnvironment[],
): string[] {
  return environments.map((other) => other.name).filter((other) => other.startsWith(`${name}-`));
}

/**
 * Names of other environments below a name of an environment: `staging.example.com` for `example.com`. A name that both have
 * belongs to both.
 */
export function namesBelow(
  { hostnames }: PipelineEnvironment,
  environments: readonly PipelineEnvironment[],
): string[] {
  const others = new Set(environments.flatMap((other) => other.hostnames));
  return [...others].filter(
    (name) => !hostnames.includes(name) && hostnames.some((own) => name.endsWith(`.${own}`)),
  );
}
