import { ServicesApp } from '../../../../constructs/app';
import { sharedOptions } from '../../../support/shared-load-balancer';
import { synthesized } from '../../../support/synth-environment';
import { all, type SynthesizedStack } from '../../../support/synth-fargate';

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

const { listenerArn } = sharedOptions.loadBalancer;
const rules = `${listenerArn.replace(':listener/', ':listener-rule/')}/*`;

/** Statements of the registry's policies that allow writes to the listener, or to its rules. */
function statementsOnListener(): Statement[] {
  const services = [{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'] }];
  const app = new ServicesApp({
    project: 'acme',
    services,
    environments: { staging: sharedOptions },
    registry: { gitlab: { project: 'acme/shop' } },
  });
  const registry = app.appliedStacks.find(({ node }) => node.id === 'registry');
  if (!registry) throw new Error('there is no registry');
  const { resource } = synthesized<SynthesizedStack>(registry);
  return all(resource, 'aws_iam_policy')
    .flatMap(({ policy }) => JSON.parse(String(policy)).Statement as Statement[])
    .filter(({ Resource }) => [Resource].flat().some((one) => one.includes('/shared/')));
}

test('the pipeline adds rules to a listener of others, and changes only those with the tags of the environment', () => {
  expect(statementsOnListener()).toEqual([
    {
      Effect: 'Allow',
      Action: ['elasticloadbalancing:CreateRule'],
      Resource: listenerArn,
      Condition: {
        StringEquals: { 'aws:RequestTag/project': 'acme', 'aws:RequestTag/stack': 'staging' },
      },
    },
    {
      Effect: 'Allow',
      Action: [
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:DeleteRule',
        'elasticloadbalancing:ModifyRule',
        'elasticloadbalancing:RemoveTags',
        'elasticloadbalancing:SetRulePriorities',
      ],
      Resource: rules,
      Condition: {
        StringEquals: { 'aws:ResourceTag/project': 'acme', 'aws:ResourceTag/stack': 'staging' },
      },
    },
    {
      Effect: 'Allow',
      Action: ['elasticloadbalancing:AddTags'],
      Resource: rules,
      Condition: { StringEquals: { 'elasticloadbalancing:CreateAction': 'CreateRule' } },
    },
  ]);
});
