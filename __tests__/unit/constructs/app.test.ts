import { Testing } from 'cdktf';
import { ServicesApp } from '../../../constructs';
import { permissionReport } from '../../../constructs/iam/permission-report';
import type { AppOptions } from '../../../constructs/options/environment/app-options';

const plain = { region: 'eu-central-1', network: { nat: 'single' }, https: false } as const;
const options: AppOptions = {
  project: 'acme',
  services: [{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'] }],
  environments: {
    staging: plain,
    production: { ...plain, production: true, ec2: { instanceTypes: ['m7i.large'] } },
  },
  registry: { zone: 'example.com' },
};

const stacksOf = (app: ServicesApp) =>
  new Map(app.appliedStacks.map((stack) => [stack.node.id, Testing.synth(stack)]));

const select = (...stacks: string[]) => {
  process.env.CDKTF_CONTEXT_JSON = JSON.stringify({ 'magicnight:stacks': stacks });
};

afterEach(() => {
  delete process.env.CDKTF_CONTEXT_JSON;
});

test('each environment is a stack of its name, on Fargate or on EC2', () => {
  const stacks = stacksOf(new ServicesApp(options));
  expect([...stacks.keys()]).toEqual(['local', 'registry', 'staging', 'production']);
  const types = (name: string) => Object.keys(JSON.parse(stacks.get(name) ?? '{}').resource);
  expect(types('staging')).not.toContain('aws_autoscaling_group');
  expect(types('production')).toContain('aws_autoscaling_group');
});

test('all names begin with the project, and only labels of the laptop are those of the tool', () => {
  for (const [name, text] of stacksOf(new ServicesApp({ ...options, modules: 'staging' }))) {
    expect([name, text.match(/\bmagicnight(?!\.(name|network|revision|content)\b)/)]).toEqual([
      name,
      null,
    ]);
  }
});

test('the registry of another region has repositories only: the rest is there once an account', () => {
  const production = { ...plain, region: 'us-east-1' };
  const environments = { staging: plain, production };
  const stacks = stacksOf(new ServicesApp({ ...options, environments }));
  const types = (name: string) => Object.keys(JSON.parse(stacks.get(name) ?? '{}').resource).sort();
  const repositories = ['aws_ecr_lifecycle_policy', 'aws_ecr_repository'];
  expect(types('registry')).toEqual([...repositories, 'aws_iam_policy', 'aws_route53_zone']);
  expect(types('registry-us-east-1')).toEqual(repositories);
});

test('the pipeline has an apply role for each environment of the account, and pushes to all its registries', () => {
  const environments = { staging: plain, production: { ...plain, region: 'us-east-1' } };
  const registry = { gitlab: { project: 'acme/shop' } };
  const stacks = stacksOf(new ServicesApp({ ...options, environments, registry }));
  expect(JSON.parse(stacks.get('registry-us-east-1') ?? '{}').resource).not.toHaveProperty(
    'aws_iam_role',
  );
  const text = stacks.get('registry')?.replace(/_[0-9A-F]{8}\b/g, '') ?? '{}';
  const { resource, output } = JSON.parse(text);
  const arn = (role: string) => `\${aws_iam_role.pipeline_${role}.arn}`;
  expect(output.pipeline_roles.value).toEqual({
    plan: arn('plan'),
    push: arn('push'),
    apply: { staging: arn('staging-apply'), production: arn('production-apply') },
  });
  const policies = JSON.stringify(resource.aws_iam_policy);
  expect(policies).toContain('cluster/acme-staging');
  const push = JSON.stringify(resource.aws_iam_role_policy['pipeline_push-policy']);
  expect(push).toContain('aws_ecr_repository.acme_web.arn');
  expect(push).toMatch(/:ecr:us-east-1:[^:]+:repository\/acme\/web/);
  for (const [name, { policy }] of Object.entries<{ policy: string }>(resource.aws_iam_policy)) {
    if (!name.startsWith('pipeline_production')) continue;
    expect(policy).not.toContain('acme-staging');
    expect(policy).not.toContain('"aws:RequestedRegion":"eu-central-1"');
  }
});

test('another account has a registry of its own, and its stacks refuse all others', () => {
  const account = '123456789012';
  const environments = {
    staging: { ...plain, account: '210987654321', tags: { team: 'shop' } },
    europe: { ...plain, account },
    america: { ...plain, account, region: 'us-east-1' },
  };
  const stacks = stacksOf(new ServicesApp({ ...options, environments }));
  expect([...stacks.keys()]).toEqual([
    ...['local', 'registry', `registry-${account}-eu-central-1`, `registry-${account}-us-east-1`],
    ...['staging', 'europe', 'america'],
  ]);
  const of = (name: string) => JSON.parse(stacks.get(name) ?? '{}');
  const [provider] = of('staging').provider.aws;
  expect(provider).toEqual({
    region: 'eu-central-1',
    allowed_account_ids: ['210987654321'],
    default_tags: [{ tags: { team: 'shop', project: 'acme', stack: 'staging' } }],
  });
  for (const name of [...stacks.keys()].filter((one) => /america|europe|\d{12}/.test(one))) {
    expect(of(name).provider.aws[0].allowed_account_ids).toEqual([account]);
  }
  expect(of(`registry-${account}-eu-central-1`).resource).toHaveProperty('aws_iam_policy');
  expect(of(`registry-${account}-us-east-1`).resource).not.toHaveProperty('aws_iam_policy');
});

test('a command gets the stacks that it names, and an error elsewhere does not stop it', () => {
  const wrong = { ...options.environments, production: { ...plain, region: 'x' } };
  const app = () => new ServicesApp({ ...options, environments: wrong });
  expect(app).toThrow(
    new Error(
      'main.ts: environments.production.region must be an AWS region outside China and the sovereign clouds, got "x"; write for example "eu-central-1"',
    ),
  );
  select('local');
  expect([...stacksOf(app()).keys()]).toEqual(['local']);
  select('staging');
  expect([...stacksOf(app()).keys()]).toEqual(['registry', 'staging']);
});

test('commands read of it what they need', () => {
  select('production');
  const { services, environments, ...manifest } = new ServicesApp(options).commandManifest;
  expect(manifest).toEqual({
    version: 1,
    project: 'acme',
    environmentNames: ['staging', 'production'],
    stacks: ['registry', 'production'],
  });
  expect(services.map(({ name }) => name)).toEqual(['web']);
  const { services: own, ...production } = environments[0] ?? {};
  expect(own).toEqual(services);
  expect(production).toEqual({
    name: 'production',
    region: 'eu-central-1',
    account: undefined,
    hostnames: [],
    pipelineActions: [],
    capacity: 'ec2',
    registry: 'registry',
    imageFolders: ['containers/web'],
  });
});

describe('code of main.ts reaches the resources of an environment', () => {
  const onRole = {
    actions: ['s3:PutObject', 's3:GetObject'],
    on: ['arn:aws:s3:::uploads/*'],
    reason: 'keeps uploads',
  };

  test('a grant is a policy of the task role, stands in the report, and passes the boundary', () => {
    const app = new ServicesApp(options);
    const web = app.environment('staging').service('web');
    web.grant(onRole);
    web.grant({
      actions: ['sqs:SendMessage'],
      on: ['arn:aws:sqs:eu-central-1:123456789012:mails'],
      reason: 'sends mails',
    });
    const { resource } = JSON.parse(stacksOf(app).get('staging') ?? '{}');
    const policies: Record<string, { name: string; role: string; policy: string }> =
      resource.aws_iam_role_policy;
    const granted = Object.entries(policies).filter(([, { name }]) => name === 'granted');
    expect(granted.map(([, { role, policy }]) => [role, JSON.parse(policy).Statement])).toEqual([
      [
        expect.stringMatching(/^\$\{aws_iam_role\.web_roles_task_\w+\.id\}$/),
        [
          {
            Effect: 'Allow',
            Action: ['s3:PutObject', 's3:GetObject'],
            Resource: ['arn:aws:s3:::uploads/*'],
          },
          {
            Effect: 'Allow',
            Action: ['sqs:SendMessage'],
            Resource: ['arn:aws:sqs:eu-central-1:123456789012:mails'],
          },
        ],
      ],
    ]);
    const [id = ''] = granted[0] ?? [];
    expect(resource.aws_ecs_service.web.depends_on).toContain(`aws_iam_role_policy.${id}`);
    const report = permissionReport('acme', app.appliedStacks);
    expect(report).toContain(`### acme-staging-web-task

| action | resource | reason |
| --- | --- | --- |
| \`s3:PutObject\` | \`arn:aws:s3:::uploads/*\` | keeps uploads |
| \`s3:GetObject\` | \`arn:aws:s3:::uploads/*\` | keeps uploads |
| \`sqs:SendMessage\` | \`arn:aws:sqs:eu-central-1:123456789012:mails\` | sends mails |
`);
    const registry = JSON.parse(stacksOf(app).get('registry') ?? '{}');
    const boundary = JSON.parse(registry.resource.aws_iam_policy.boundary.policy);
    expect(boundary.Statement.at(-1)).toEqual({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage'],
      Resource: '*',
    });
  });

  test.each<[object, string]>([
    [
      { ...onRole, actions: ['s3:*'] },
      'an action must be a service and a name without wildcards, got "s3:*"; write for example "s3:GetObject"',
    ],
    [
      { ...onRole, on: [] },
      'on must be an array of at least one ARN, got []; write for example [bucket.arn, `${bucket.arn}/*`]',
    ],
    [
      { ...onRole, reason: ' ' },
      'reason must say what needs the permission, got " "; write for example "keeps uploads"',
    ],
  ])('%j is an error', (wrong, message) => {
    const web = new ServicesApp(options).environment('staging').service('web');
    expect(() => web.grant(wrong as typeof onRole)).toThrow(
      new Error(`main.ts: grant of service "web": ${message}`),
    );
  });

  test('names that are not there are errors', () => {
    const app = new ServicesApp(options);
    expect(() => app.environment('stagin')).toThrow(
      new Error('main.ts has no environment "stagin"; did you mean "staging"?'),
    );
    expect(() => app.environment('staging').service('wbe')).toThrow(
      new Error('main.ts: environment "staging" has no service "wbe"; did you mean "web"?'),
    );
  });

  test('an environment that a command does not need can be reached, and is not synthesized', () => {
    select('staging');
    const app = new ServicesApp(options);
    app.environment('production').service('web').grant(onRole);
    expect([...stacksOf(app).keys()]).toEqual(['registry', 'staging']);
  });
});
