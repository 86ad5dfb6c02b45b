import { resourceActions } from '../../../../constructs/iam/actions/resource-actions';
import { account, type RegistryChoices, statementsOf } from '../../../support/synth-registry';

test('plan reads all that the stacks have, and nothing else: no bucket, role or secret of others', () => {
  const read = Object.values(resourceActions).flatMap((actions) => actions.read);
  const statements = statementsOf('plan');
  const actions = statements.flatMap(({ Action }) => Action);
  expect(actions.sort()).toEqual([...new Set(read)].sort());
  for (const action of actions) expect(action).toMatch(/:(Describe|Get|List)/);
  for (const { Action, Resource } of statements) {
    const services = new Set(Action.map((action) => action.split(':')[0]));
    if (services.has('s3')) expect(Resource).toBe('arn:aws:s3:::magicnight-*');
    else if (services.has('iam')) {
      const kind = Action.includes('iam:GetRole') ? 'role' : 'instance-profile';
      expect(Resource).toBe(`arn:aws:iam::${account}:${kind}/magicnight/*`);
    } else if (services.has('kms')) {
      expect(Action).toEqual([
        'kms:DescribeKey',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
      ]);
      expect(Resource).toEqual([
        `arn:aws:kms:eu-central-1:${account}:key/*`,
        `arn:aws:secretsmanager:eu-central-1:${account}:secret:*`,
      ]);
    } else expect(Resource).toBe('*');
  }
});

test('push adds to the repositories of the project alone', () => {
  const [token, push] = statementsOf('push');
  expect(token).toMatchObject({ Action: ['ecr:GetAuthorizationToken'], Resource: '*' });
  expect(push?.Resource).toEqual(['${aws_ecr_repository.magicnight_web.arn}']);
  expect(push?.Action.filter((action) => /Delete|Policy|Create/.test(action))).toEqual([]);
});

test('apply may do all that the stacks need, each action once, but what starts instances', () => {
  const granted = statementsOf('apply').flatMap(({ Action }) => Action);
  const needed = Object.values(resourceActions).flatMap(({ read, write }) => [...read, ...write]);
  const parts = [...new Set(needed), 'ec2:RunInstances'];
  expect([...granted].sort()).toEqual(parts.sort());
  expect(granted.filter((action) => action.includes('*'))).toEqual([]);
});

/** What apply may do besides plan. */
const changesOf = (more: RegistryChoices = {}) =>
  statementsOf('apply', more).slice(statementsOf('plan').length);

test('apply is no administrator: roles only below the path of the project, and within its boundary', () => {
  const iam = changesOf().filter(({ Action }) =>
    Action.some((action) => action.startsWith('iam:')),
  );
  const roles = `arn:aws:iam::${account}:role/magicnight/*`;
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
      },
    }),
    expect.objectContaining({
      Action: expect.arrayContaining(['iam:AddRoleToInstanceProfile']),
      Resource: `arn:aws:iam::${account}:instance-profile/magicnight/*`,
    }),
    expect.objectContaining({ Resource: roles }),
  ]);
  const forbidden =
    /^iam:(.*Policy(Version)?$|.*PermissionsBoundary|CreateUser|CreateAccessKey|.*OpenID)/;
  const allowed = /^iam:(DeleteRolePolicy|PutRolePolicy|UpdateAssumeRolePolicy)$/;
  const all = iam.flatMap(({ Action }) => Action);
  expect(all.filter((action) => forbidden.test(action) && !allowed.test(action))).toEqual([]);
});

test('what apply may change is ours, or where AWS cannot tell it, in the region of the stacks', () => {
  for (const { Action, Resource, Condition } of changesOf()) {
    if (Action.some((action) => action.endsWith(':RunInstances'))) continue;
    if (Resource !== '*') {
      for (const arn of [Resource].flat()) {
        const tagged = JSON.stringify(Condition ?? '').includes('Tag/project":"magicnight"');
        if (!tagged) expect(arn).toMatch(known);
      }
    } else if (Action.every((action) => /^(iam|route53):/.test(action))) {
      expect(Action).toEqual(['route53:AssociateVPCWithHostedZone', 'route53:GetChange']);
    } else {
      const inRegion = { 'aws:RequestedRegion': 'eu-central-1' };
      const isFinal = Action.includes('ec2:DeleteVpc');
      const tag = isFinal ? { 'aws:ResourceTag/project': 'magicnight' } : {};
      const isSetting = Action.includes('ecs:PutAccountSettingDefault');
      const setting = isSetting ? { 'ecs:account-setting': 'awsvpcTrunking' } : {};
      expect(Condition).toEqual({ StringEquals: { ...inRegion, ...tag, ...setting } });
    }
  }
});

/** Ours by name, or of AWS. */
const known = /magicnight|role\/aws-service-role|hostedzone|managedruleset|parameter\/aws\/service/;

test('apply starts instances from our launch templates, and from nothing else', () => {
  const templates = `arn:aws:ec2:eu-central-1:${account}:launch-template/*`;
  const [template, rest, ...none] = changesOf().filter(({ Action }) =>
    Action.includes('ec2:RunInstances'),
  );
  expect(none).toEqual([]);
  expect(template).toMatchObject({
    Action: ['ec2:RunInstances'],
    Resource: templates,
    Condition: { StringEquals: { 'aws:ResourceTag/project': 'magicnight' } },
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
    'autoscaling:eu-central-1:${account}:autoScalingGroup:*:autoScalingGroupName/magicnight-*',
  ],
  ['cloudwatch:PutMetricAlarm', 'cloudwatch:eu-central-1:${account}:alarm:magicnight-*'],
  ['ecs:DeleteCapacityProvider', 'ecs:eu-central-1:${account}:capacity-provider/magicnight-*'],
  ['ssm:GetParameters', 'ssm:eu-central-1::parameter/aws/service/ecs/*'],
])('apply has %s for %s', (action, arn) => {
  const statement = changesOf().find(({ Action }) => Action.includes(action));
  expect([statement?.Resource].flat()).toContain(`arn:aws:${arn.replace('${account}', account)}`);
});

test('apply changes addresses in and below the domain of the site, and no others', () => {
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
  expect(names({ zone: 'example.com' })).toEqual(below);
  expect(names({ https: { domain: 'shop.example.com', zone: 'Example.com' } })).toEqual(below);
  expect(names({ https: { domain: 'example.com' } })).toEqual(below);
  // Nobody can have that name.
  expect(names({})).toEqual({ [key]: ['invalid', '*.invalid'] });
});
