import {
  compileExamples,
  documentedExamples,
  type SynthesizedExample,
  synthExamples,
} from '../support/documented-constructs';

const examples = documentedExamples();

test('docs/constructs.md has five examples, which import public names and packages only', () => {
  expect(examples.map(({ title }) => title)).toEqual([
    'A bucket that a service uses',
    'A service on Fargate in a VPC of its own',
    'An alarm',
    'A rule of the listener',
    'Two environments',
  ]);
  for (const { title, code } of examples) {
    const relative = [...code.matchAll(/from '(\.[^']*)'/g)].map(([, file]) => file);
    expect([title, relative]).toEqual([title, ['./constructs']]);
  }
});

test('the types of the examples are right', () => {
  expect(compileExamples).not.toThrow();
});

describe('the examples as main.ts', () => {
  let synthesized: readonly SynthesizedExample[];
  beforeAll(() => {
    synthesized = synthExamples();
  });

  const resources = (title: string, stack: string) => {
    const text = synthesized.find((one) => one.title.startsWith(title))?.stacks[stack];
    return JSON.parse(text ?? '{}').resource;
  };

  test('each has its stacks', () => {
    expect(synthesized.map(({ stacks }) => Object.keys(stacks))).toEqual([
      ['local', 'registry', 'staging'],
      ['registry', 'staging'],
      ['local', 'registry', 'staging'],
      ['local', 'registry', 'staging'],
      ['local', 'production', 'registry', 'staging'],
    ]);
  });

  test('the service of the bucket may read and write its objects', () => {
    const { aws_s3_bucket, aws_iam_role_policy } = resources('A bucket', 'staging');
    expect(aws_s3_bucket.uploads_bucket).toMatchObject({ bucket: 'acme-staging-uploads' });
    const policies: { name: string; policy: string }[] = Object.values(aws_iam_role_policy);
    const granted = policies.find(({ name }) => name === 'granted');
    expect(JSON.parse(granted?.policy ?? '{}').Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: ['${aws_s3_bucket.uploads_bucket.arn}/*'],
      },
    ]);
  });

  test('the VPC has three zones', () => {
    const { aws_vpc, aws_subnet } = resources('A service on Fargate', 'staging');
    expect(aws_vpc.network).toMatchObject({ cidr_block: '10.20.0.0/16' });
    expect(Object.keys(aws_subnet)).toHaveLength(6);
  });

  test('the alarm watches the target group of the service', () => {
    const { aws_cloudwatch_metric_alarm } = resources('An alarm', 'staging');
    expect(aws_cloudwatch_metric_alarm.slow_web).toMatchObject({
      dimensions: {
        LoadBalancer: '${aws_lb.balancer.arn_suffix}',
        TargetGroup: expect.stringMatching(
          /^\$\{aws_lb_target_group\.web_targets_\w+\.arn_suffix\}$/,
        ),
      },
      alarm_actions: ['${aws_sns_topic.alarm_topic.arn}'],
    });
  });

  test('the rule is one of the listener of the routes', () => {
    const { aws_lb_listener_rule } = resources('A rule', 'staging');
    const rules: { listener_arn: string }[] = Object.values(aws_lb_listener_rule);
    expect(aws_lb_listener_rule.no_admin).toMatchObject({ priority: 1 });
    expect(new Set(rules.map(({ listener_arn }) => listener_arn)).size).toBe(1);
  });

  test('both environments have the queue, and only production has instances', () => {
    const staging = resources('Two', 'staging');
    const production = resources('Two', 'production');
    expect(staging.aws_sqs_queue.mails_queue.name).toBe('acme-staging-mails');
    expect(production.aws_sqs_queue.mails_queue.name).toBe('acme-production-mails');
    expect(staging).not.toHaveProperty('aws_autoscaling_group');
    expect(production).toHaveProperty('aws_autoscaling_group');
  });
});
