import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { App, Testing } from 'cdktf';
import {
  type AlarmedService,
  type AlarmsProps,
  AwsStack,
  type CertificatesProps,
  type Condition,
  type DnsRecordsProps,
  type ExistingNetworkOptions,
  ExistingVpc,
  type Hostname,
  ListenerRules,
  type ListenersProps,
  ValidationError,
} from '../../../constructs';
import { partsStack } from '../../support/parts-stack';

const shared = { project: 'acme', region: 'eu-central-1' };
const of = (stack: AwsStack) =>
  JSON.parse(Testing.synth(stack).replace(/_[0-9A-F]{8}(?=[".}\]])/g, ''));

test('a stack can be made of parts alone', () => {
  const { resource, provider } = of(partsStack(new App()));
  expect(provider.aws[0].default_tags).toEqual([
    { tags: { team: 'shop', project: 'acme', stack: 'edge' } },
  ]);
  expect(Object.keys(resource.aws_acm_certificate).sort()).toEqual([
    'certificate_admin_example_com',
    'certificate_shop_example_com',
  ]);
  expect(Object.keys(resource.aws_route53_record).sort()).toEqual([
    'certificate_admin_example_com-proof',
    'certificate_shop_example_com-proof',
    'names_admin_example_com-a',
    'names_admin_example_com-aaaa',
    'names_shop_example_com-a',
    'names_shop_example_com-aaaa',
  ]);
  expect(resource.aws_lb_listener_rule.routes_shop_forward).toMatchObject({
    listener_arn: '${aws_lb_listener.listener_https.arn}',
    condition: [{ path_pattern: { values: ['/shop', '/shop/*'] } }],
  });
  // Defaults are those of the options.
  expect(resource.aws_autoscaling_group.instances_group).toMatchObject({
    min_size: 1,
    max_size: 2,
  });
  expect(resource.aws_launch_template.instances_template.instance_type).toBe('t3.small');
  expect(resource.aws_appautoscaling_target.scaling_tasks).toMatchObject({
    min_capacity: 1,
    max_capacity: 10,
  });
  expect(Object.keys(resource.aws_appautoscaling_policy)).toEqual(['scaling_requests']);
  expect(Object.keys(resource.aws_cloudwatch_metric_alarm)).toEqual([
    'alarms_balancer-5xx',
    'alarms_web-5xx',
    'alarms_web-unhealthy',
  ]);
});

test('an existing VPC needs its ids only', () => {
  const stack = new AwsStack(new App(), 'edge', shared);
  const options: ExistingNetworkOptions = {
    vpcId: 'vpc-0123456789abcdef0',
    publicSubnetIds: ['subnet-0000000000000000a', 'subnet-0000000000000000b'],
    taskSubnetIds: ['subnet-0000000000000000c', 'subnet-0000000000000000d'],
  };
  const network = new ExistingVpc(stack, 'network', options);
  expect([network.publicTasks, network.isDualStack]).toEqual([false, false]);
  expect(Object.keys(of(stack).data.aws_subnet)).toHaveLength(4);
});

test('a route that is not valid is an error', () => {
  const stack = new AwsStack(new App(), 'edge', shared);
  const rules = new ListenerRules(stack, 'routes', 'arn:aws:elasticloadbalancing:listener');
  const targets = new LbTargetGroup(stack, 'targets', {});
  expect(() => rules.forward('web', 'shop', targets)).toThrow(
    new ValidationError([
      'route of service "web": the path of a route must start with "/", got "shop"; write "/shop"',
    ]),
  );
});

test('what parts of a stack pass to each other can be named', () => {
  const isOn: Condition = { expression: 'local.is_https' };
  const hostname: Hostname = { id: 'shop', name: 'shop.example.com', exists: isOn };
  const props = { hostnames: [hostname], zoneId: 'Z1', enabled: isOn };
  const certificates: CertificatesProps = props;
  const records: Omit<DnsRecordsProps, 'lb' | 'isDualStack'> = props;
  const listeners: Omit<ListenersProps, 'lb'> = { isHttps: isOn, givenArn: 'arn:aws:acm:…' };
  const service: Omit<AlarmedService, 'targetGroup'> = { name: 'web', accountName: 'acme-web' };
  const alarms: Pick<AlarmsProps, 'name' | 'topicArns'> = { name: 'acme', topicArns: [] };
  expect({ certificates, records }).toEqual({ certificates: props, records: props });
  expect([listeners.isHttps, service.name, alarms.name]).toEqual([isOn, 'web', 'acme']);
});
