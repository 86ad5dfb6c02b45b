import type { ServiceOptions } from '../service/service-options';
import type { EnvironmentOptions } from './environment-options';
import type { RegistryOptions } from './registry-options';

/** What a team runs, and where: the argument of `ServicesApp` in main.ts. */
export interface AppOptions {
  /**
   * Name with which all names on AWS and on the laptop begin: 2 to 20 lower-case letters, digits and single hyphens. Another name
   * is another project: all resources would be replaced.
   */
  readonly project: string;

  /** The services, on the laptop and in each environment. */
  readonly services: readonly ServiceOptions[];

  /** The environments on AWS, by name. */
  readonly environments: Readonly<Record<string, EnvironmentOptions>>;

  /**
   * Resources that an administrator creates before the environments, besides the image repositories.
   *
   * @default - none
   */
  readonly registry?: RegistryOptions;

  /**
   * Name of the environment on Fargate from which `npm run synth` generates Terraform modules for HCL users.
   *
   * @default - no modules
   */
  readonly modules?: string;
}
