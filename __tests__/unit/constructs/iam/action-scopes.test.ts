import {
  account,
  changesOf,
  fargate,
  notOfOthers,
  ownTags,
  type RegistryChoices,
  statementsOf,
} from '../../../support/synth-registry';

test('apply manages only roles below the path of the project and with its boundary', () => {
  const iam = changesOf().filter(({ Action }) =>
    Action.some((action) => action.startsWith('iam:')),
  );
  const roles = `arn:aws:iam::${account}:role/magicnight/magicnight-fargate-*`;
  expect(iam).toEqual([
    expect.objectContaining({
      Action: ['iam:PassRole'],
      Resource: roles,
      Condition: {
        StringEquals: {
          'iam:PassedToService': [
            'ec2.amazonaws.com',
            'ecs-tasks.amazonaws.com',
            'vpc-flow-logs.amazonaws.com',
          ],
        },
      },
    }),
    expect.objectContaining({
      Action: ['iam:CreateServiceLinkedRole'],
      Resource: `arn:aws:iam::${account}:role/aws-service-role/*`,
    }),
    expect.objectContaining({
      Action: ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePolicy'],
      Resource: roles,
      Condition: {
        StringEquals: {
          'iam:PermissionsBoundary': `arn:aws:iam::${account}:policy/magicnight/boundary`,
        },
        ...notOfOthers,
      },
    }),
    expect.objectContaining({
      Action: expect.arrayContaining(['iam:AddRoleToInstanceProfile']),
      Resource: `arn:aws:iam::${account}:instance-profile/magicnight/magicnight-fargate-*`,
      Condition: notOfOthers,
    }),
    expect.objectContaining({ Resource: roles, Condition: notOfOthers }),
  ]);
  const forbidden =
    /^iam:(.*Policy(Version)?$|.*PermissionsBoundary|CreateUser|CreateAccessKey|.*OpenID)/;
  const allowed = /^iam:(DeleteRolePolicy|PutRolePolicy)$/;
  const all = iam.flatMap(({ Action }) => Action);
  expect(all.filter((action) => forbidden.test(action) && !allowed.test(action))).toEqual([]);
});

test('apply changes resources of the project, or if AWS cannot limit that, of the region of the stacks', () => {
  for (const { Action, Resource, Condition } of changesOf()) {
    if (Action.some((action) => action.endsWith(':RunInstances'))) continue;
    if (Resource === '*') continue;
    for (const arn of [Resource].flat()) {
      const tagged = JSON.stringify(Condition ?? '').includes('Tag/project":"magicnight"');
      if (!tagged) expect(arn).toMatch(known);
    }
  }
});

/** ARNs of the project, or of AWS. */
const known = /magicnight|role\/aws-service-role|hostedzone|managedruleset|parameter\/aws\/service/;

test('apply starts instances only from launch templates of the project', () => {
  const templates = `arn:aws:ec2:eu-central-1:${account}:launch-template/*`;
  const [template, rest, ...none] = changesOf().filter(({ Action }) =>
    Action.includes('ec2:RunInstances'),
  );
  expect(none).toEqual([]);
  expect(template).toMatchObject({
    Action: ['ec2:RunInstances'],
    Resource: templates,
    Condition: { StringEquals: ownTags },
  });
  expect(rest).toMatchObject({
    Action: ['ec2:RunInstances'],
    Condition: { ArnLike: { 'ec2:LaunchTemplate': templates } },
  });
  expect(rest?.Resource).not.toContain(templates);
  expect(rest?.Resource).not.toContain('*');
});

test.each([
  [
    'autoscaling:DeleteAutoScalingGroup',
    'autoscaling:eu-central-1:${account}:autoScalingGroup:*:autoScalingGroupName/magicnight-fargate',
  ],
  ['cloudwatch:PutMetricAlarm', 'cloudwatch:eu-central-1:${account}:alarm:magicnight-fargate-*'],
  [
    'ecs:DeleteCapacityProvider',
    'ecs:eu-central-1:${account}:capacity-provider/magicnight-fargate',
  ],
  ['ssm:GetParameters', 'ssm:eu-central-1::parameter/aws/service/ecs/*'],
])('apply has %s on %s', (action, arn) => {
  const statement = changesOf().find(({ Action }) => Action.includes(action));
  expect([statement?.Resource].flat()).toContain(`arn:aws:${arn.replace('${account}', account)}`);
});

test('apply changes address records only in and below the domain of the environment', () => {
  const names = (more: RegistryChoices) => {
    const change = changesOf(more).find(({ Action }) =>
      Action.includes('route53:ChangeResourceRecordSets'),
    );
    expect(change?.Condition).toMatchObject({
      'ForAllValues:StringEquals': {
        'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME'],
      },
    });
    const condition = change?.Condition as Record<string, Record<string, string[]>>;
    return condition['ForAllValues:StringLike'];
  };
  const key = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
  const below = { [key]: ['example.com', '*.example.com'] };
  const having = (...hostnames: string[]) => [{ ...fargate, hostnames }];
  expect(names({ zone: 'example.com' })).toEqual(below);
  expect(names({ pipelineEnvironments: having('example.com') })).toEqual(below);
  expect(
    names({ pipelineEnvironments: having('a.example', 'b.example'), zone: 'example' }),
  ).toEqual({
    [key]: ['a.example', '*.a.example', 'b.example', '*.b.example'],
  });
  // A reserved name that nobody can have.
  expect(names({})).toEqual({ [key]: ['invalid', '*.invalid'] });
});

test('what others have with longer names is denied, and none else', () => {
  const denied = (...pipelineEnvironments: (typeof fargate)[]) =>
    statementsOf('fargate-apply', { pipelineEnvironments }).filter(
      ({ Effect }) => Effect === 'Deny',
    );
  const staging = { ...fargate, name: 'staging', region: 'us-east-1' };
  expect(denied(fargate, staging, { ...fargate, name: 'fargateer' })).toEqual([]);
  const roles = denied(fargate, { ...staging, name: 'fargate-us' });
  expect(roles).toEqual([
    {
      Effect: 'Deny',
      Action: expect.arrayContaining(['iam:PassRole', 'iam:PutRolePolicy', 'iam:DeleteRole']),
      Resource: [
        `arn:aws:iam::${account}:role/magicnight/magicnight-fargate-us-*`,
        `arn:aws:iam::${account}:instance-profile/magicnight/magicnight-fargate-us-*`,
      ],
    },
    {
      Effect: 'Deny',
      Action: expect.arrayContaining(['s3:CreateBucket', 's3:DeleteBucket', 's3:DeleteObject']),
      Resource: ['arn:aws:s3:::magicnight-fargate-us-*', 'arn:aws:s3:::magicnight-fargate-us-*/*'],
    },
    {
      Effect: 'Deny',
      Action: expect.arrayContaining(['logs:DeleteLogGroup']),
      Resource: [`arn:aws:logs:*:${account}:log-group:/ecs/magicnight-fargate-us-*`],
    },
    {
      Effect: 'Deny',
      Action: expect.arrayContaining(['cloudwatch:PutMetricAlarm']),
      Resource: [`arn:aws:cloudwatch:*:${account}:alarm:magicnight-fargate-us-*`],
    },
    {
      Effect: 'Deny',
      Action: expect.arrayContaining(['ecs:RegisterTaskDefinition']),
      Resource: [`arn:aws:ecs:*:${account}:task-definition/magicnight-fargate-us-*`],
    },
  ]);
  const shop = { ...fargate, hostnames: ['shop.example.com', 'admin.example.com'] };
  const test = { ...staging, hostnames: ['test.shop.example.com', 'admin.example.com'] };
  const key = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
  expect(denied(shop, test)).toEqual([
    {
      Effect: 'Deny',
      Action: ['route53:ChangeResourceRecordSets'],
      Resource: 'arn:aws:route53:::hostedzone/*',
      Condition: {
        'ForAnyValue:StringLike': { [key]: ['test.shop.example.com', '*.test.shop.example.com'] },
      },
    },
  ]);
});

test('apply manages the log groups of the environment: of services, flow logs, the firewall and Container Insights', () => {
  const [statement] = changesOf({}).filter(({ Action }) => Action.includes('logs:CreateLogGroup'));
  const group = (name: string) => `arn:aws:logs:eu-central-1:${account}:log-group:${name}`;
  expect(statement?.Resource).toEqual([
    group('/ecs/magicnight-fargate-*'),
    ...[
      '/vpc/magicnight-fargate',
      'aws-waf-logs-magicnight-fargate',
      '/aws/ecs/containerinsights/magicnight-fargate/performance',
    ].flatMap((name) => [group(name), group(`${name}:*`)]),
  ]);
});
