import { accessLogsBucket, physicalName } from '../terraform/physical-name';
import type { Account } from './account';
import type { ActionScope } from './action-scopes';
import { ec2Scopes, existingVpcScopes } from './ec2-scopes';
import { limitsOf } from './environment-limits';
import { iamScopes } from './iam-scopes';
import type { PipelineEnvironment } from './pipeline-environment';
import { tagScopes } from './tag-scopes';
import { undividedActions } from './undivided-actions';

/**
 * Scopes of the actions that change an environment. An action belongs to the first scope that matches it. A scope is limited to
 * the environment by name, or by the tag `stack` of its resources. Where AWS supports neither, it is limited to the region, and
 * `undividedActions` lists it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function writeScopes(account: Account, environment: PipelineEnvironment): ActionScope[] {
  const { region, hostnames } = environment;
  const limits = limitsOf(account, environment);
  const { name, inRegion, notOfOthers } = limits;
  const arns = (service: string, ...resources: string[]) =>
    resources.map((resource) => account.arn(service, resource, region));
  // A long name of the bucket for access logs does not begin with the whole name.
  const buckets = [accessLogsBucket(name, { id: account.id, region }), `${name}-*`].map((one) =>
    account.unownedArn('s3', one),
  );
  const balancer = physicalName(name, 32);
  return [
    ...iamScopes(account, limits),
    {
      pattern: /^route53:ChangeResourceRecordSets$/,
      resource: account.unownedArn('route53', 'hostedzone/*'),
      condition: {
        'ForAllValues:StringLike': {
          // With an empty list, all names would match.
          [recordNames]: withSubdomains(hostnames.length > 0 ? hostnames : ['invalid']),
        },
        'ForAllValues:StringEquals': {
          [recordTypes]: ['A', 'AAAA', 'CNAME'],
        },
      },
    },
    { pattern: /^route53:/, resource: '*' },
    { pattern: /^s3:DeleteObject/, resource: buckets.map((bucket) => `${bucket}/*`) },
    { pattern: /^s3:/, resource: buckets },
    {
      pattern: /^cloudwatch:(DeleteAlarms|PutMetricAlarm|TagResource|UntagResource)$/,
      // Alarms of target tracking, which have no tags, and alarms of the stack.
      resource: arns('cloudwatch', `alarm:TargetTracking-service/${name}/*`, `alarm:${name}-*`),
      condition: notOfOthers,
    },
    {
      pattern: /^autoscaling:(?!Describe)/,
      resource: arns('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${name}`),
      condition: notOfOthers,
    },
    ...existingVpcScopes(account, environment),
    ...ec2Scopes(account, limits),
    ...tagScopes(account, limits, environment),
    {
      // No resource type is supported: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
      pattern: /^ecs:PutAccountSettingDefault$/,
      resource: '*',
      condition: { StringEquals: { ...inRegion, 'ecs:account-setting': 'awsvpcTrunking' } },
    },
    {
      pattern: /^ecs:(?!DeregisterTaskDefinition)/,
      resource: arns(
        'ecs',
        ...[`capacity-provider/${name}`, `cluster/${name}`, `service/${name}/*`],
        ...[`service-deployment/${name}/*`, `task-definition/${name}-*`],
      ),
      condition: notOfOthers,
    },
    {
      pattern: /^elasticloadbalancing:/,
      resource: arns(
        'elasticloadbalancing',
        ...['loadbalancer', 'listener', 'listener-rule'].map((kind) => `${kind}/app/${balancer}/*`),
        // Names of target groups have too few characters for that of the environment.
        `targetgroup/${account.projectNames}`,
      ),
      condition: notOfOthers,
    },
    {
      pattern: /^logs:(\w+LogGroup|\w+RetentionPolicy|(Tag|Untag)Resource)$/,
      resource: arns(
        'logs',
        `log-group:/ecs/${name}-*`,
        // AWS adds `:*` or the name of a log stream for some actions.
        ...[
          `/vpc/${name}`,
          `aws-waf-logs-${name}`,
          `/aws/ecs/containerinsights/${name}/performance`,
        ].flatMap((group) => [`log-group:${group}`, `log-group:${group}:*`]),
      ),
      condition: notOfOthers,
    },
    {
      // Public parameters with the recommended AMIs.
      pattern: /^ssm:/,
      resource: account.publicArn('ssm', 'parameter/aws/service/ecs/*', region),
    },
    {
      // The sources of AWS differ in the resource. An action of the load balancer, which is limited, is needed besides.
      pattern: /^wafv2:DisassociateWebACL$/,
      resource: '*',
      condition: { StringEquals: inRegion },
    },
    {
      pattern: /^wafv2:/,
      resource: [
        ...arns('wafv2', `regional/webacl/${name}/*`),
        // Managed rule groups of AWS that the web ACL references.
        ...arns('wafv2', 'regional/managedruleset/*'),
        ...arns('elasticloadbalancing', `loadbalancer/app/${balancer}/*`),
      ],
      condition: notOfOthers,
    },
    {
      pattern: new RegExp(`^(${undividedActions.join('|')})$`),
      resource: '*',
      condition: { StringEquals: inRegion },
    },
  ];
}

/** Condition key of the names of the records that a call changes. */
export const recordNames = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
export const recordTypes = 'route53:ChangeResourceRecordSetsRecordTypes';

export function withSubdomains(hostnames: readonly string[]): string[] {
  return hostnames.flatMap((name) => [name, `*.${name}`]);
}
