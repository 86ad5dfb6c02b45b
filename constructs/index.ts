/** The public API. Everything else can change without notice. */
export { ServicesApp, type ServicesAppProps } from './app';
export { ContainerService } from './ecs/container-service';
export type { ServiceGrant } from './ecs/service-grant';
export type { Ec2CapacityOptions } from './options/environment/ec2-capacity-options';
export type { EnvironmentOptions } from './options/environment/environment-options';
export type { RegistryOptions } from './options/environment/registry-options';
export type { ServiceOverride } from './options/environment/service-overrides';
export type { ServiceOptions } from './options/service/service-options';
export { ValidationError } from './options/validation-issues';
export { run } from './run';
