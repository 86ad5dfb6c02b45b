import { App, Testing } from 'cdktf';
import { applyDefaults } from '../../constructs/options/environment/resolved-environment';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import { RegistryStack, type RegistryStackProps } from '../../constructs/stacks/registry-stack';
import { all, type SynthesizedStack } from './synth-fargate';

export type RegistryChoices = Partial<RegistryStackProps>;

/** The stack `registry` with one service and these options, as Terraform reads it. */
export function synthRegistry(more: RegistryChoices = {}): SynthesizedStack {
  const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
  const services = resolveServices([
    { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
  ]);
  const { https = false, ...registry } = more;
  const environment = applyDefaults(
    { region: 'eu-central-1', network: { nat: 'none' }, https },
    services,
  );
  const props = { ...environment, ...registry };
  const text = Testing.synth(new RegistryStack(new App({ context }), 'registry', props));
  return JSON.parse(text.replace(/_[0-9A-F]{8}(?=[".}\]])/g, ''));
}

export const gitlab = { project: 'group/shop' };

/** The account ID in ARNs. */
export const account = '${data.aws_caller_identity.account.account_id}';

export interface PolicyStatement {
  readonly Action: string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}

/** The policy statements of a role of the pipeline: plan, push or apply. */
export function statementsOf(role: string, more: RegistryChoices = {}): PolicyStatement[] {
  const { resource } = synthRegistry({ gitlab, ...more });
  return [...all(resource, 'aws_iam_role_policy'), ...all(resource, 'aws_iam_policy')]
    .filter(({ name }) => name === role || String(name).startsWith(`magicnight-${role}-`))
    .flatMap(({ policy }) => JSON.parse(String(policy)).Statement);
}
