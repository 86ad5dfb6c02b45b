import { App, Testing } from 'cdktf';
import { resourceActions } from '../../../../constructs/iam/actions/resource-actions';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import {
  RegistryStack,
  type RegistryStackProps,
} from '../../../../constructs/stacks/registry-stack';
import { all, type SynthesizedStack } from '../../../support/synth-fargate';

const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };

const synth = (more: Partial<RegistryStackProps> = {}): SynthesizedStack => {
  const services = resolveServices([
    { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
  ]);
  const props = { services, region: 'eu-central-1', ...more };
  const text = Testing.synth(new RegistryStack(new App({ context }), 'registry', props));
  return JSON.parse(text.replace(/_[0-9A-F]{8}(?=[".}\]])/g, ''));
};

const gitlab = { project: 'group/shop' };
const account = '${data.aws_caller_identity.account.account_id}';

interface PolicyStatement {
  readonly Action: string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}

const policiesOf = (more: Partial<RegistryStackProps> = {}) => {
  const { resource } = synth({ gitlab, ...more });
  return [...all(resource, 'aws_iam_role_policy'), ...all(resource, 'aws_iam_policy')];
};

const statementsOf = (role: string, more: Partial<RegistryStackProps> = {}): PolicyStatement[] =>
  policiesOf(more)
    .filter(({ name }) => name === role || String(name).startsWith(`magicnight-${role}-`))
    .flatMap(({ policy }) => JSON.parse(String(policy)).Statement);

test.each([
  [
    'plan',
    {
      StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
      StringLike: { 'gitlab.com:sub': 'project_path:group/shop:ref_type:branch:ref:*' },
    },
  ],
  [
    'push',
    {
      StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
      StringLike: { 'gitlab.com:sub': 'project_path:group/shop:ref_type:branch:ref:*' },
    },
  ],
  [
    'apply',
    {
      StringEquals: {
        'gitlab.com:aud': 'https://gitlab.com',
        'gitlab.com:sub': 'project_path:group/shop:ref_type:branch:ref:main',
      },
    },
  ],
])('only pipelines of the project are trusted with %s', (name, condition) => {
  const role = all(synth({ gitlab }).resource, 'aws_iam_role').find(
    (one) => one.name === `magicnight-${name}`,
  );
  expect(role?.path).toBe('/magicnight-pipeline/');
  expect(JSON.parse(String(role?.assume_role_policy)).Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: '${aws_iam_openid_connect_provider.pipeline_gitlab.arn}' },
      Condition: condition,
    },
  ]);
});

test('another GitLab, another branch, and a provider that is there', () => {
  const { resource } = synth({
    gitlab: {
      ...gitlab,
      url: 'https://git.example.com',
      protectedBranch: 'release/1.x',
      existingProvider: true,
    },
  });
  expect(resource).not.toHaveProperty('aws_iam_openid_connect_provider');
  const apply = all(resource, 'aws_iam_role').find((one) => one.name === 'magicnight-apply');
  expect(JSON.parse(String(apply?.assume_role_policy)).Statement[0]).toMatchObject({
    Principal: {
      Federated:
        'arn:aws:iam::${data.aws_caller_identity.account.account_id}:oidc-provider/git.example.com',
    },
    Condition: {
      StringEquals: {
        'git.example.com:aud': 'https://git.example.com',
        'git.example.com:sub': 'project_path:group/shop:ref_type:branch:ref:release/1.x',
      },
    },
  });
});

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
const changesOf = (more: Partial<RegistryStackProps> = {}) =>
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
  const names = (more: Partial<RegistryStackProps>) => {
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

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
test('the policies of a role are as short and as few as AWS wants them', () => {
  const { resource } = synth({ gitlab });
  const lengthOf = (policy: unknown) => String(policy).replaceAll(account, '0'.repeat(12)).length;
  for (const { policy } of all(resource, 'aws_iam_role_policy')) {
    expect(lengthOf(policy)).toBeLessThanOrEqual(10_240);
  }
  for (const { policy } of all(resource, 'aws_iam_policy')) {
    expect(lengthOf(policy)).toBeLessThanOrEqual(6144);
  }
  const attached = all(resource, 'aws_iam_role_policy_attachment');
  expect(attached.length).toBeLessThanOrEqual(10);
  expect(attached.map(({ role }) => role)).toEqual(
    attached.map(() => '${aws_iam_role.pipeline_apply.name}'),
  );
  const policies = all(resource, 'aws_iam_policy').filter(({ path }) => path !== '/magicnight/');
  expect(policies).toHaveLength(attached.length);
  expect(policies.map(({ path }) => path)).toEqual(attached.map(() => '/magicnight-pipeline/'));
});

const boundary = (): PolicyStatement[] => {
  const [{ policy } = {}, ...none] = all(synth().resource, 'aws_iam_policy');
  expect(none).toEqual([]);
  return JSON.parse(String(policy)).Statement;
};

test('the boundary is where roles of the stacks look for it', () => {
  expect(all(synth().resource, 'aws_iam_policy')).toMatchObject([
    { name: 'boundary', path: '/magicnight/' },
  ]);
});

test('the boundary allows what tasks and hosts need, and no more', () => {
  expect(boundary().flatMap(({ Action }) => Action)).toEqual([
    'logs:CreateLogStream',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:GetAuthorizationToken',
    'ecr:GetDownloadUrlForLayer',
    'ssm:GetParameters',
    'secretsmanager:GetSecretValue',
    'kms:Decrypt',
    'logs:DescribeLogGroups',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
    'xray:GetSamplingRules',
    'xray:GetSamplingStatisticSummaries',
    'xray:GetSamplingTargets',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
    'ecs:DeregisterContainerInstance',
    'ecs:RegisterContainerInstance',
    'ecs:SubmitAttachmentStateChanges',
    'ecs:SubmitContainerStateChange',
    'ecs:SubmitTaskStateChange',
    'ecs:Poll',
    'ecs:StartTelemetrySession',
    'ecs:UpdateContainerInstancesState',
    'ecs:TagResource',
    'ec2:DescribeTags',
    'ecs:DiscoverPollEndpoint',
  ]);
});

test('the boundary: secrets of this account, keys by way of them, hosts of our clusters', () => {
  const clusters = `arn:aws:ecs:*:${account}:cluster/magicnight-*`;
  const hosts = `arn:aws:ecs:*:${account}:container-instance/*`;
  const of = (action: string) => boundary().find(({ Action }) => Action.includes(action));
  expect(of('ssm:GetParameters')?.Resource).toBe(`arn:aws:ssm:*:${account}:parameter/*`);
  expect(of('secretsmanager:GetSecretValue')?.Resource).toBe(
    `arn:aws:secretsmanager:*:${account}:secret:*`,
  );
  expect(of('kms:Decrypt')).toMatchObject({
    Resource: `arn:aws:kms:*:${account}:key/*`,
    Condition: {
      StringLike: { 'kms:ViaService': ['secretsmanager.*.amazonaws.com', 'ssm.*.amazonaws.com'] },
    },
  });
  expect(of('ecs:RegisterContainerInstance')?.Resource).toBe(clusters);
  expect(of('ecs:Poll')).toMatchObject({
    Resource: hosts,
    Condition: { ArnLike: { 'ecs:cluster': clusters } },
  });
  expect(of('ecs:TagResource')).toMatchObject({
    Resource: hosts,
    Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
  });
});

test('a zone prints its name servers; without one there is none', () => {
  const { resource, output } = synth({ zone: 'example.com' });
  expect(all(resource, 'aws_route53_zone')).toEqual([
    { name: 'example.com', comment: 'Names of the site' },
  ]);
  expect(output.name_servers?.value).toBe('${aws_route53_zone.zone.name_servers}');
  expect(synth().resource).not.toHaveProperty('aws_route53_zone');
  expect(synth().resource).not.toHaveProperty('aws_iam_role');
});

test.each<[object, string]>([
  [
    { region: 'x' },
    'registry: region must be one of AWS, outside of China and the sovereign clouds, got "x"; write for example "eu-central-1"',
  ],
  [
    { zone: 'example' },
    'registry: zone must be the name of a hosted zone, got "example"; write for example "shop.example.com"',
  ],
  [
    { zone: 'shop.example.com', https: { domain: 'shop.example.com', zone: 'example.com' } },
    'registry: zone must be that of https, "example.com", in which the names of the site are, got "shop.example.com"; write the same for both',
  ],
  [
    { gitlab: 'group/shop' },
    `registry: gitlab must be an object, got "group/shop"; write for example { project: 'group/shop' }`,
  ],
  [
    { gitlab: { project: 'shop' } },
    'registry: gitlab.project must be the path of a project, with its group, got "shop"; write it as in its address: "group/shop"',
  ],
  [
    { gitlab: { project: 'group/*' } },
    'registry: gitlab.project must be the path of a project, with its group, got "group/*"; write it as in its address: "group/shop"',
  ],
  [
    { gitlab: { ...gitlab, protectedBranch: 'release-*' } },
    'registry: gitlab.protectedBranch must be the name of one branch, got "release-*"; write for example "main"',
  ],
  [
    { gitlab: { ...gitlab, url: 'https://gitlab.com/' } },
    'registry: gitlab.url must be an https address without a path, got "https://gitlab.com/"; write it without a slash at its end: "https://gitlab.example.com"',
  ],
  [
    { gitlab: { ...gitlab, branch: 'main' } },
    'registry: gitlab has no field "branch"; there are project, protectedBranch, url, existingProvider',
  ],
])('%j is an error', (more, message) => {
  expect(() => synth(more)).toThrow(new Error(message));
});
