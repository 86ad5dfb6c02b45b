import { undividedActions } from '../../../../constructs/iam/undivided-actions';
import { all } from '../../../support/synth-fargate';
import {
  account,
  changesOf,
  fargate,
  gitlab,
  notOfOthers,
  ownTags,
  type RegistryChoices,
  requestedTags,
  synthRegistry,
} from '../../../support/synth-registry';

const inRegion = { 'aws:RequestedRegion': 'eu-central-1' };

test('on all resources, apply has conditions on tags, or actions for which AWS has none', () => {
  const unlimited = changesOf().filter(({ Resource }) => Resource === '*');
  const conditions = unlimited.map(({ Action, Condition }) => [Action.join(' '), Condition]);
  expect(conditions).toEqual([
    ['route53:AssociateVPCWithHostedZone route53:GetChange', undefined],
    [
      'ec2:CreateTags',
      {
        StringEquals: {
          ...inRegion,
          ...requestedTags,
          'ec2:CreateAction': expect.arrayContaining(['CreateVpc', 'RunInstances']),
        },
      },
    ],
    [
      'ec2:DisassociateAddress ec2:GetSecurityGroupsForVpc',
      { StringEquals: inRegion, ...notOfOthers },
    ],
    ['acm:RequestCertificate', { StringEquals: { ...inRegion, ...requestedTags } }],
    [
      expect.stringMatching(/acm:DeleteCertificate.* ec2:AuthorizeSecurityGroupIngress .*ec2:Rev/),
      { StringEquals: { ...inRegion, ...ownTags }, StringEqualsIfExists: requestedTags },
    ],
    [
      'ecs:PutAccountSettingDefault',
      { StringEquals: { ...inRegion, 'ecs:account-setting': 'awsvpcTrunking' } },
    ],
    ['wafv2:DisassociateWebACL', { StringEquals: inRegion }],
    [expect.stringContaining('ecs:DeregisterTaskDefinition'), { StringEquals: inRegion }],
  ]);
  const isUntagged = (condition: unknown) => !JSON.stringify(condition ?? '').includes('/stack"');
  const untagged = unlimited.filter(({ Condition }) => isUntagged(Condition));
  expect(untagged.flatMap(({ Action }) => Action).sort()).toEqual(undividedActions);
});

test('what is created in a resource needs the tags of both', () => {
  const subnet = changesOf().filter(({ Action }) => Action.includes('ec2:CreateSubnet'));
  const arns = (...kinds: string[]) =>
    kinds.map((kind) => `arn:aws:ec2:eu-central-1:${account}:${kind}/*`);
  expect(subnet).toEqual([
    {
      Effect: 'Allow',
      Action: ['ec2:CreateRouteTable', 'ec2:CreateSecurityGroup', 'ec2:CreateSubnet'],
      Resource: arns('route-table', 'security-group', 'subnet'),
      Condition: { StringEquals: requestedTags },
    },
    expect.objectContaining({ Resource: '*' }),
  ]);
});

test('apply gives its tags to what has none only where AWS knows no creation, and never in a VPC of others to groups', () => {
  const firstTags = (more: RegistryChoices = {}) =>
    changesOf(more).find(
      ({ Action, Resource }) => Action.includes('ec2:CreateTags') && Resource !== '*',
    );
  const tagged = ['security-group-rule', 'security-group'].map(
    (kind) => `arn:aws:ec2:eu-central-1:${account}:${kind}/*`,
  );
  expect(firstTags()).toEqual({
    Effect: 'Allow',
    Action: ['acm:AddTagsToCertificate', 'application-autoscaling:TagResource', 'ec2:CreateTags'],
    Resource: [
      `arn:aws:acm:eu-central-1:${account}:certificate/*`,
      `arn:aws:application-autoscaling:eu-central-1:${account}:scalable-target/*`,
      ...tagged,
    ],
    Condition: { StringEquals: requestedTags, StringEqualsIfExists: ownTags },
  });
  const pipelineEnvironments = [{ ...fargate, vpcId: 'vpc-0123abcd' }];
  expect(firstTags({ pipelineEnvironments })?.Resource).not.toContain(tagged[1]);
});

test('apply registers scalable targets of ECS only', () => {
  const [registers, ...others] = changesOf().filter(({ Action }) =>
    Action.includes('application-autoscaling:RegisterScalableTarget'),
  );
  expect(registers).toEqual({
    Effect: 'Allow',
    Action: ['application-autoscaling:RegisterScalableTarget'],
    Resource: `arn:aws:application-autoscaling:eu-central-1:${account}:scalable-target/*`,
    Condition: {
      StringEquals: requestedTags,
      StringEqualsIfExists: {
        ...ownTags,
        'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
        'application-autoscaling:service-namespace': 'ecs',
      },
    },
  });
  expect(others).toEqual([expect.objectContaining({ Resource: '*' })]);
});

test('a role with the longest names fits the managed policies that a role can have', () => {
  const name = 'a-very-long-environment-name-of-40-chars';
  const pipelineEnvironments = [
    { ...fargate, name, hostnames: ['a.example.com'] },
    { ...fargate, name: `${name}-b` },
  ];
  const { resource } = synthRegistry({
    ...{ gitlab, pipelineEnvironments, project: 'a-project-of-20-char' },
  });
  const policies = all(resource, 'aws_iam_policy').filter(({ name: one }) =>
    String(one).startsWith(`a-project-of-20-char-${name}-apply-`),
  );
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  expect(policies.length).toBeLessThanOrEqual(10);
});

test('in a VPC of others, security groups can be created, whatever tags the VPC has', () => {
  const pipelineEnvironments = [{ ...fargate, vpcId: 'vpc-0123abcd' }];
  const own = changesOf({ pipelineEnvironments }).filter(({ Action }) =>
    Action.includes('ec2:CreateSecurityGroup'),
  );
  expect(own).toEqual([
    {
      Effect: 'Allow',
      Action: ['ec2:CreateSecurityGroup', 'ec2:GetSecurityGroupsForVpc'],
      Resource: [`arn:aws:ec2:eu-central-1:${account}:vpc/vpc-0123abcd`],
    },
    expect.objectContaining({ Condition: { StringEquals: requestedTags } }),
    expect.objectContaining({ Resource: '*' }),
  ]);
});
