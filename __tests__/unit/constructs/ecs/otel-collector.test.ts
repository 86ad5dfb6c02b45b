import type { Ec2CapacityOptions } from '../../../../constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { type Resource, type SynthesizedStack, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const traced: ServiceOptions = { ...web, tracing: 'opentelemetry' };
const onEc2 = (ec2Capacity: Ec2CapacityOptions, ...services: ServiceOptions[]) =>
  synthEc2([traced, ...services], {}, { maxHosts: 20, ...ec2Capacity });

const containers = ({ resource }: SynthesizedStack, task = 'web_task'): Resource[] =>
  JSON.parse(String(resource.aws_ecs_task_definition?.[task]?.container_definitions));
const variables = (container: Resource | undefined) =>
  Object.fromEntries(
    ((container?.environment ?? []) as { name: string; value: string }[]).map(({ name, value }) => [
      name,
      value,
    ]),
  );

test.each<[string, SynthesizedStack, string, string, string[] | undefined]>([
  ['on Fargate', synthFargate([traced]), 'http://127.0.0.1:4318', '127.0.0.1', undefined],
  [
    'on EC2 with awsvpc',
    onEc2({ networkMode: 'awsvpc' }),
    ...(['http://127.0.0.1:4318', '127.0.0.1', undefined] as const),
  ],
  [
    'on EC2 with bridge',
    onEc2({}),
    ...(['http://otel-collector:4318', '0.0.0.0', ['otel-collector']] as [
      string,
      string,
      string[],
    ]),
  ],
])('%s the collector is in the task, and not essential', (_, stack, endpoint, host, links) => {
  const [own, collector] = containers(stack);
  expect(variables(own)).toMatchObject({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_SERVICE_NAME: 'web',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.05',
  });
  expect(own?.links).toEqual(links);
  expect(collector).toEqual({
    name: 'otel-collector',
    image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0',
    essential: false,
    cpu: 64,
    memory: 256,
    portMappings: [],
    environment: [
      { name: 'AOT_CONFIG_CONTENT', value: expect.any(String) },
      { name: 'AWS_REGION', value: 'eu-central-1' },
    ],
    user: '4317:4317',
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { add: [], drop: ['ALL'] } },
    logConfiguration: expect.objectContaining({ logDriver: 'awslogs' }),
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    versionConsistency: 'enabled',
  });
  expect(JSON.parse(variables(collector).AOT_CONFIG_CONTENT ?? '')).toEqual({
    receivers: {
      otlp: {
        protocols: { grpc: { endpoint: `${host}:4317` }, http: { endpoint: `${host}:4318` } },
      },
    },
    processors: {
      memory_limiter: { check_interval: '1s', limit_mib: 192 },
      resourcedetection: { detectors: ['ecs'], override: false },
      batch: { timeout: '1s', send_batch_size: 50 },
    },
    exporters: { awsxray: {} },
    service: {
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'resourcedetection', 'batch'],
          exporters: ['awsxray'],
        },
      },
      telemetry: { metrics: { level: 'none' } },
    },
  });
  expect(own).toMatchObject({ cpu: 192 });
  // The smallest size of Fargate.
  expect(stack.resource.aws_ecs_task_definition?.web_task).toMatchObject({
    cpu: '256',
    memory: '512',
  });
});

test('the collector is in the task although the X-Ray daemon of other services runs on each instance', () => {
  const other: ServiceOptions = { ...web, name: 'other', routes: ['/other'], tracing: 'xray' };
  const stack = onEc2({ xray: 'daemon' }, other);
  expect(containers(stack).map(({ name }) => name)).toEqual(['web', 'otel-collector']);
  expect(stack.resource.aws_ecs_task_definition?.web_task).toMatchObject({
    cpu: '256',
    memory: '512',
  });
  expect(containers(stack, 'other_task').map(({ name }) => name)).toEqual(['other']);
  expect(Object.keys(stack.resource.aws_ecs_service ?? {}).sort()).toEqual([
    ...['other', 'web', 'xray-daemon'],
  ]);
});

test('with OpenTelemetry only, no X-Ray daemon runs on the instances', () => {
  const stack = onEc2({ xray: 'daemon' });
  expect(Object.keys(stack.resource.aws_ecs_service ?? {})).toEqual(['web']);
});

test('the collector may send traces, and do nothing else', () => {
  const { resource } = synthFargate([traced]);
  const { policy } = resource.aws_iam_role_policy?.web_roles_run ?? {};
  expect(JSON.parse(String(policy)).Statement).toEqual([
    { Effect: 'Allow', Action: ['xray:PutTraceSegments'], Resource: '*' },
  ]);
});

test('an image in another registry is pulled from there', () => {
  const options: Partial<EnvironmentOptions> = {
    collectorImage: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/otel:1',
  };
  const stack = synthFargate([traced], options);
  expect(containers(stack)[1]?.image).toBe(options.collectorImage);
  expect(String(stack.resource.aws_iam_role_policy?.web_roles_start?.policy)).toContain(
    'arn:aws:ecr:eu-central-1:123456789012:repository/otel',
  );
});

test.each<[Record<string, string>, Record<string, string | undefined>]>([
  [
    { OTEL_TRACES_SAMPLER_ARG: '0.5' },
    { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' },
  ],
  [
    { OTEL_TRACES_SAMPLER: 'always_on' },
    { OTEL_TRACES_SAMPLER: 'always_on', OTEL_TRACES_SAMPLER_ARG: undefined },
  ],
  [{ OTEL_PROPAGATORS: 'tracecontext' }, { OTEL_PROPAGATORS: 'tracecontext' }],
  [{ OTEL_METRICS_EXPORTER: 'prometheus' }, { OTEL_METRICS_EXPORTER: 'prometheus' }],
  [{ OTEL_RESOURCE_ATTRIBUTES: 'a=b' }, { OTEL_RESOURCE_ATTRIBUTES: 'a=b' }],
])('with %j in environment, the container gets %j', (environment, expected) => {
  const [own] = containers(synthFargate([{ ...traced, environment }]));
  for (const [name, value] of Object.entries(expected)) expect(variables(own)[name]).toBe(value);
});
