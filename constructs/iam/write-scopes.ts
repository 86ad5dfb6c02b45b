import { accessLogsBucket, physicalName } from '../terraform/physical-name';
import type { Account } from './account';
import type { ActionScope } from './action-scopes';
import type { PipelineEnvironment } from './pipeline-environment';

/**
 * Scopes of the actions that change an environment. An action belongs to the first scope that matches it. A scope is limited to
 * the environment by name, or by the tag `stack` of its resources. Where AWS supports neither, it is limited to the region.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function writeScopes(account: Account, environment: PipelineEnvironment): ActionScope[] {
  const { name: stack, region, hostnames, vpcId } = environment;
  const { project } = account;
  const name = `${project}-${stack}`;
  const inRegion = { 'aws:RequestedRegion': region };
  const ownTags = { 'aws:ResourceTag/project': project, 'aws:ResourceTag/stack': stack };
  // Resources of other environments always have their tag. A resource that is being created has no tag yet, but its request has.
  const notOfOthers = {
    StringEqualsIfExists: {
      ...ownTags,
      'aws:RequestTag/project': project,
      'aws:RequestTag/stack': stack,
    },
  };
  const arns = (service: string, ...resources: string[]) =>
    resources.map((resource) => account.arn(service, resource, region));
  const roles = account.globalArn('iam', `role${account.iamPath}${name}-*`);
  // A long name of the bucket for access logs does not begin with the whole name.
  const buckets = [accessLogsBucket(name, { id: account.id, region }), `${name}-*`].map((one) =>
    account.unownedArn('s3', one),
  );
  const balancer = physicalName(name, 32);
  const template = account.arn('ec2', 'launch-template/*', region);
  return [
    {
      // AWS advises against tags as a condition of it: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
      pattern: /^iam:PassRole$/,
      resource: roles,
      condition: { StringEquals: { 'iam:PassedToService': roleUsers } },
    },
    {
      pattern: /^iam:CreateServiceLinkedRole$/,
      resource: account.globalArn('iam', 'role/aws-service-role/*'),
      condition: { StringEquals: { 'iam:AWSServiceName': linkedServices } },
    },
    {
      // These actions extend permissions. They are allowed only for roles with the boundary, which limits them.
      pattern: /^iam:(CreateRole|DeleteRolePolicy|PutRolePolicy)$/,
      resource: roles,
      condition: {
        StringEquals: { 'iam:PermissionsBoundary': account.boundaryArn },
        ...notOfOthers,
      },
    },
    {
      pattern: /^iam:\w+InstanceProfile$/,
      resource: account.globalArn('iam', `instance-profile${account.iamPath}${name}-*`),
      condition: notOfOthers,
    },
    { pattern: /^iam:/, resource: roles, condition: notOfOthers },
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
    {
      // Allows only instances from launch templates of the environment. The template is limited by its tags. All other resources
      // are limited by the condition that a template is used.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
      pattern: /^ec2:RunInstances$/,
      resource: template,
      condition: { StringEquals: ownTags },
      partial: true,
    },
    {
      pattern: /^ec2:RunInstances$/,
      resource: [
        account.publicArn('ec2', 'image/*', region),
        ...arns('ec2', ...instanceParts.map((part) => `${part}/*`)),
      ],
      condition: { ArnLike: { 'ec2:LaunchTemplate': template } },
    },
    {
      pattern: /^ec2:CreateLaunchTemplate$/,
      resource: template,
      condition: {
        StringEquals: { 'aws:RequestTag/project': project, 'aws:RequestTag/stack': stack },
      },
    },
    {
      // Deletions, and changes of launch templates, are allowed only for resources with the tags that all resources of the
      // stack have.
      pattern:
        /^ec2:(Delete(FlowLogs|InternetGateway|LaunchTemplate|NatGateway|RouteTable|SecurityGroup|Subnet|Vpc|VpcEndpoints)|ReleaseAddress|CreateLaunchTemplateVersion|ModifyLaunchTemplate)$/,
      resource: '*',
      condition: { StringEquals: { ...inRegion, ...ownTags } },
    },
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
        ...[`/vpc/${name}`, `aws-waf-logs-${name}`].flatMap((group) => [
          `log-group:${group}`,
          `log-group:${group}:*`,
        ]),
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
    ...(vpcId === undefined
      ? []
      : [
          {
            // The security group itself is in the next scope.
            pattern: /^ec2:(CreateSecurityGroup|GetSecurityGroupsForVpc)$/,
            resource: arns('ec2', `vpc/${vpcId}`),
            partial: true,
          },
        ]),
    { pattern: /./, resource: '*', condition: { StringEquals: inRegion, ...notOfOthers } },
  ];
}

/** Condition key of the names of the records that a call changes. */
export const recordNames = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
export const recordTypes = 'route53:ChangeResourceRecordSetsRecordTypes';

export function withSubdomains(hostnames: readonly string[]): string[] {
  return hostnames.flatMap((name) => [name, `*.${name}`]);
}

/** What `ec2:RunInstances` needs besides the launch template and the image, for Spot and On-Demand. */
const instanceParts = [
  ...['instance', 'network-interface', 'security-group', 'spot-instances-request'],
  ...['subnet', 'volume'],
];

/** Services that use roles of the stacks. */
const roleUsers = ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com', 'vpc-flow-logs.amazonaws.com'];

/** Services that need a service-linked role when they are first used in an account. */
const linkedServices = [
  'autoscaling.amazonaws.com',
  'ec2-nat-gateway.amazonaws.com',
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'spot.amazonaws.com',
  'wafv2.amazonaws.com',
];
