import type { Ec2CapacityOptions } from '../../../../constructs/options/environment/ec2-capacity-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import {
  all,
  type Resource,
  type SynthesizedStack,
  synthFargate,
} from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const traced: ServiceOptions = { ...web, tracing: 'xray' };
const onEc2 = (ec2Capacity: Ec2CapacityOptions, service = traced) =>
  synthEc2([service], {}, { maxHosts: 20, ...ec2Capacity });

const containers = ({ resource }: SynthesizedStack, task = 'web_task'): Resource[] =>
  JSON.parse(String(resource.aws_ecs_task_definition?.[task]?.container_definitions));
const variable = (container: Resource | undefined, name: string) =>
  (container?.environment as { name: string; value: string }[] | undefined)?.find(
    (one) => one.name === name,
  )?.value;
const mapping = (hostPort: number, protocol = 'udp') => ({
  containerPort: 2000,
  hostPort,
  protocol,
});

test.each<[string, SynthesizedStack, string, number, string[] | undefined]>([
  ['on Fargate', synthFargate([traced]), '127.0.0.1:2000', 2000, undefined],
  ['on EC2 with awsvpc', onEc2({ networkMode: 'awsvpc' }), '127.0.0.1:2000', 2000, undefined],
  ['on EC2 with bridge', onEc2({}), 'xray-daemon:2000', 0, ['xray-daemon']],
])('%s the daemon is in the task, and not essential', (_, stack, address, hostPort, links) => {
  const [own, daemon] = containers(stack);
  expect(variable(own, 'AWS_XRAY_DAEMON_ADDRESS')).toBe(address);
  expect(variable(own, 'AWS_XRAY_TRACING_NAME')).toBe('web');
  expect(own?.links).toEqual(links);
  expect(daemon).toMatchObject({
    name: 'xray-daemon',
    image: 'public.ecr.aws/xray/aws-xray-daemon:3.7.0',
    essential: false,
    cpu: 32,
    memory: 256,
    portMappings: [mapping(hostPort)],
    readonlyRootFilesystem: true,
    user: '1337',
  });
  expect(own).toMatchObject({ cpu: 224 });
  expect(stack.resource.aws_ecs_task_definition?.web_task).toMatchObject({
    cpu: '256',
    memory: '512',
  });
});

test('once on each instance, the daemon has ports of the instance, and tasks are smaller by its size', () => {
  const stack = onEc2({ xray: 'daemon' });
  const [own, ...others] = containers(stack);
  expect(others).toEqual([]);
  expect(variable(own, 'AWS_XRAY_DAEMON_ADDRESS')).toBe('172.17.0.1:2000');
  expect(own).not.toHaveProperty('links');
  expect(own).toMatchObject({ cpu: 224 });
  expect(stack.resource.aws_ecs_task_definition?.web_task).toMatchObject({
    cpu: '224',
    memory: '256',
  });
  expect(containers(stack, 'xray-daemon_task')).toEqual([
    expect.objectContaining({
      essential: true,
      cpu: 32,
      // Traces over UDP, sampling rules over TCP.
      portMappings: [mapping(2000), mapping(2000, 'tcp')],
    }),
  ]);
  const daemon = stack.resource.aws_ecs_task_definition?.['xray-daemon_task'];
  expect(daemon).toMatchObject({ network_mode: 'bridge', memory: '256' });
  // AWS requires at least 128 for a task; the container's CPU units are reserved instead.
  expect(daemon).not.toHaveProperty('cpu');
});

test.each<[string, SynthesizedStack, string, number]>([
  ['Fargate', synthFargate([traced]), 'web_task', 1],
  ['EC2', onEc2({}), 'web_task', 1],
  ['each instance', onEc2({ xray: 'daemon' }), 'xray-daemon_task', 0],
])(
  'on %s the daemon has its region, since it cannot read instance metadata',
  (_, stack, task, index) => {
    expect(variable(containers(stack, task)[index], 'AWS_REGION')).toBe('eu-central-1');
  },
);

const tracers = ({ resource }: SynthesizedStack) =>
  Object.entries(resource.aws_iam_role_policy ?? {})
    .filter(([, { policy }]) => String(policy).includes('xray:PutTraceSegments'))
    .map(([, { role }]) => role);

test.each<[string, SynthesizedStack, string[]]>([
  [
    'on Fargate',
    synthFargate([traced, { ...web, name: 'two', routes: ['/two'] }]),
    ['${aws_iam_role.web_roles_task.id}'],
  ],
  ['on EC2', onEc2({}), ['${aws_iam_role.web_roles_task.id}']],
  [
    'once on each instance',
    onEc2({ xray: 'daemon' }),
    ['${aws_iam_role.xray-daemon_roles_task.id}'],
  ],
  ['not at all', onEc2({ xray: 'daemon' }, web), []],
])('the daemon %s: %j may send traces', (_, stack, roles) => {
  expect(tracers(stack)).toEqual(roles);
});

test('without tracing there is no daemon', () => {
  const stack = onEc2({ xray: 'daemon' }, web);
  expect(Object.keys(stack.resource.aws_ecs_service ?? {})).toEqual(['web']);
  expect(containers(stack)).toHaveLength(1);
  expect(variable(containers(stack)[0], 'AWS_XRAY_DAEMON_ADDRESS')).toBeUndefined();
});

test('an image in another registry is pulled from there, and the daemon has its own logs', () => {
  const xrayImage = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/xray:3';
  const { resource } = synthEc2([traced], { xrayImage }, { xray: 'daemon' });
  expect(
    containers({ resource, data: {}, output: {}, variable: {} }, 'xray-daemon_task')[0]?.image,
  ).toBe(xrayImage);
  expect(String(resource.aws_iam_role_policy?.['xray-daemon_roles_start']?.policy)).toContain(
    'arn:aws:ecr:eu-central-1:123456789012:repository/xray',
  );
  expect(all(resource, 'aws_cloudwatch_log_group').map(({ name }) => name)).toEqual([
    '/ecs/magicnight-ec2-web',
    '/ecs/magicnight-ec2-xray-daemon',
  ]);
});
