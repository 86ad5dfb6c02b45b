import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { FargateStack } from '../../constructs/stacks/fargate-stack';
import { emptyApp, resolved, synthesized } from './synth-environment';

/** A synthesized resource. */
export type Resource = Readonly<Record<string, unknown>>;

/** Type → ID → resource. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

export interface SynthesizedStack {
  readonly resource: Resources;
  readonly data: Resources;
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
  readonly variable: Readonly<
    Record<string, { readonly default?: unknown; readonly description?: string }>
  >;

  /** Addresses that resources had before; `undefined` if there are none. */
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
}

/** Synthesizes the stack `fargate` with the given services and options. */
export function synthFargate(
  services: readonly ServiceOptions[],
  options: Partial<EnvironmentOptions> = {},
): SynthesizedStack {
  return synthesized(
    new FargateStack(emptyApp(), 'fargate', resolved('fargate', services, options)),
  );
}

/** All resources of one type, without CDKTF metadata. */
export function all(resources: Resources, type: string): Resource[] {
  return Object.values(resources[type] ?? {}).map(({ '//': _, ...resource }) => resource);
}
