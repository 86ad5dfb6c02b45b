import type { Account } from './account';
import type { ActionScope } from './action-scopes';
import type { PipelineEnvironment } from './pipeline-environment';

/**
 * Scopes of write actions for rules of listeners that belong to others. Only rules with the tags of the environment, which they get
 * when they are created, can be changed or deleted; the listeners themselves cannot.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
export function sharedListenerScopes(
  { project }: Pick<Account, 'project'>,
  { name: stack, listenerArn }: PipelineEnvironment,
): ActionScope[] {
  if (listenerArn === undefined) return [];
  const rules = `${listenerArn.replace(':listener/', ':listener-rule/')}/*`;
  const tags = (key: string) => ({
    StringEquals: { [`aws:${key}/project`]: project, [`aws:${key}/stack`]: stack },
  });
  // The next scopes allow the same actions on load balancers of the project.
  const partial = true;
  return [
    {
      pattern: /^elasticloadbalancing:CreateRule$/,
      resource: listenerArn,
      condition: tags('RequestTag'),
      partial,
    },
    {
      pattern:
        /^elasticloadbalancing:(AddTags|DeleteRule|ModifyRule|RemoveTags|SetRulePriorities)$/,
      resource: rules,
      condition: tags('ResourceTag'),
      partial,
    },
    {
      // A rule has no tags yet when they are set at its creation.
      pattern: /^elasticloadbalancing:AddTags$/,
      resource: rules,
      condition: { StringEquals: { 'elasticloadbalancing:CreateAction': 'CreateRule' } },
      partial,
    },
  ];
}
