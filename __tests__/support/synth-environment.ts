import { App, type TerraformStack, Testing } from 'cdktf';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import type { ResolvedEnvironment } from '../../constructs/options/environment/resolved-environment';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { resolveApp } from '../../constructs/validation/resolve-app';

/** Quotas of Fargate in an account that runs many tasks. */
export const raisedQuotas = { fargateVcpus: 4000, fargateSpotVcpus: 4000 };

/** The defaults of an environment in tests. */
export const plainOptions = {
  region: 'eu-central-1',
  network: { nat: 'single' },
  https: false,
  quotas: raisedQuotas,
} as const;

/** An environment of the project magicnight. */
export function resolved(
  name: string,
  services: readonly ServiceOptions[],
  options: Partial<EnvironmentOptions> = {},
): ResolvedEnvironment {
  const environments = { [name]: { ...plainOptions, ...options } };
  const [environment] = resolveApp({ project: 'magicnight', services, environments }).environments;
  if (!environment) throw new Error(`${name} was not resolved`);
  return environment;
}

/** An app with the options of `ServicesApp`. */
export function emptyApp(): App {
  return new App({
    context: { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true },
  });
}

/** A stack as Terraform reads it, without the hashes at the end of ids. */
export function synthesized<Stack>(stack: TerraformStack): Stack {
  const text = Testing.synth(stack).replace(/_[0-9A-F]{8}(?=[".}\]])/g, '');
  return { resource: {}, data: {}, output: {}, variable: {}, ...JSON.parse(text) };
}
