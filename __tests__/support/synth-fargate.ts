import { App, Testing } from 'cdktf';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { FargateStack } from '../../constructs/stacks/fargate-stack';
import { resolveEnvironment } from '../../constructs/validation/resolve-environment';

/** A synthesized resource. */
export type Resource = Readonly<Record<string, unknown>>;

/** Type → ID → resource. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

export interface SynthesizedStack {
  readonly resource: Resources;
  readonly data: Resources;
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
  readonly variable: Readonly<Record<string, { readonly default?: unknown }>>;
}

/** Synthesizes the stack `fargate` with the given services and options. */
export function synthFargate(
  services: readonly ServiceOptions[],
  options: Partial<EnvironmentOptions> = {},
): SynthesizedStack {
  const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
  const environment = resolveEnvironment(
    { region: 'eu-central-1', network: { nat: 'single' }, https: false, ...options },
    {},
    resolveServices(services),
  );
  const stack = new FargateStack(new App({ context }), 'fargate', environment);
  // Without the hashes at the end of ids.
  const text = Testing.synth(stack).replace(/_[0-9A-F]{8}(?=[".}\]])/g, '');
  return { resource: {}, data: {}, output: {}, variable: {}, ...JSON.parse(text) };
}

/** All resources of one type, without CDKTF metadata. */
export function all(resources: Resources, type: string): Resource[] {
  return Object.values(resources[type] ?? {}).map(({ '//': _, ...resource }) => resource);
}
