import type { PipelineEnvironment } from '../../constructs/iam/pipeline-environment';
import { RegistryStack, type RegistryStackProps } from '../../constructs/stacks/registry-stack';
import { emptyApp, synthesized } from './synth-environment';
import { all, type SynthesizedStack } from './synth-fargate';

export type RegistryChoices = Partial<RegistryStackProps>;

/** The stack `registry` with one image and these options, as Terraform reads it. */
export function synthRegistry(more: RegistryChoices = {}): SynthesizedStack {
  const folders = ['containers/web'];
  const plain = { project: 'magicnight', region: 'eu-central-1', folders };
  const pipelineEnvironments = [fargate];
  return synthesized(
    new RegistryStack(emptyApp(), 'registry', { ...plain, pipelineEnvironments, ...more }),
  );
}

/** An environment without DNS records. */
export const fargate: PipelineEnvironment = {
  name: 'fargate',
  region: 'eu-central-1',
  hostnames: [],
  pipelineActions: [],
};

export const gitlab = { project: 'group/shop' };

/** The account ID in ARNs. */
export const account = '${data.aws_caller_identity.account.account_id}';

export interface PolicyStatement {
  readonly Effect: string;
  readonly Action: string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}

/** The policy statements of a role of the pipeline: plan, push or fargate-apply. */
export function statementsOf(role: string, more: RegistryChoices = {}): PolicyStatement[] {
  const { resource } = synthRegistry({ gitlab, ...more });
  return [...all(resource, 'aws_iam_role_policy'), ...all(resource, 'aws_iam_policy')]
    .filter(({ name }) => name === role || String(name).startsWith(`magicnight-${role}-`))
    .flatMap(({ policy }) => JSON.parse(String(policy)).Statement);
}

/** Statements of the role that applies `fargate` which the role `plan` does not have. */
export function changesOf(more: RegistryChoices = {}): PolicyStatement[] {
  return statementsOf('fargate-apply', more).slice(statementsOf('plan').length);
}

/** Condition keys of a resource of `fargate`. */
export const ownTags = {
  'aws:ResourceTag/project': 'magicnight',
  'aws:ResourceTag/stack': 'fargate',
};

/** Condition keys of a call that gives a resource the tags of `fargate`. */
export const requestedTags = {
  'aws:RequestTag/project': 'magicnight',
  'aws:RequestTag/stack': 'fargate',
};

/** A condition that a resource of another environment, which has its tag, does not meet. */
export const notOfOthers = { StringEqualsIfExists: { ...ownTags, ...requestedTags } };
