import type { Construct } from 'constructs';
import type { EnvironmentOptions } from '../options/environment/environment-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import type { ServiceOptions } from '../options/service/service-options';
import { ValidationError } from '../options/validation-issues';
import { resolveApp } from '../validation/resolve-app';
import { autoScalingCapacity, isOnEc2 } from './ec2-stack';
import { fargateCapacityOf } from './fargate-stack';
import { ServicesStack } from './services-stack';

/** Options of an environment without `ServicesApp`: those of `ServicesApp`, and project and services beside them. */
export interface EnvironmentProps extends Omit<EnvironmentOptions, 'services'> {
  /** Name of the project, with which all names begin: 2 to 20 lower-case letters, digits and single hyphens. */
  readonly project: string;

  /** The services as they run in this environment. */
  readonly services: readonly ServiceOptions[];
}

/**
 * The stack of an environment in an `App` of your own, without `ServicesApp`. Its options are those of an environment in
 * `ServicesApp`, with the same checks, names and Terraform addresses. The id is the name of the environment.
 *
 * The repositories of images that are built, and the permissions boundary of all roles, must exist before it is applied: a
 * `RegistryStack` of the same project creates both.
 *
 * Synthesizes the network, the load balancer with its DNS records, the cluster, the services with their roles and logs, the
 * alarms, and with `ec2` an Auto Scaling group.
 */
export class Environment extends ServicesStack {
  /** @throws ValidationError with one line for each issue of the options; nothing is added to the app then. */
  constructor(scope: Construct, id: string, props: EnvironmentProps) {
    const environment = resolveEnvironment(id, props);
    super(
      scope,
      id,
      environment,
      isOnEc2(environment) ? autoScalingCapacity(environment) : fargateCapacityOf(environment),
    );
  }
}

function resolveEnvironment(
  name: string,
  { project, services, ...options }: EnvironmentProps,
): ResolvedEnvironment {
  try {
    const { environments } = resolveApp({ project, services, environments: { [name]: options } });
    const [environment] = environments;
    if (environment) return environment;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    throw new ValidationError(error.message.split('\n').map((issue) => issueOf(name, issue)));
  }
  throw new Error(`environment ${name} was not resolved`);
}

/** An issue as it is written for `ServicesApp`, with the place where the options of a single environment are written. */
function issueOf(name: string, issue: string): string {
  const place = `new Environment("${name}")`;
  const field = `main.ts: environments.${name}`;
  const rest = issue.startsWith(field) ? issue.slice(field.length) : undefined;
  if (rest === undefined) return `${place}: ${issue.replace(/^(main|services)\.ts: /, '')}`;
  return place + rest.replace(/^\.|^: /, ': ');
}
