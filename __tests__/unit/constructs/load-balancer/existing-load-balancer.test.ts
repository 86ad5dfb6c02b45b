import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { FargateStack } from '../../../../constructs/stacks/fargate-stack';
import { sharedOptions } from '../../../support/shared-load-balancer';
import { synthEc2 } from '../../../support/synth-ec2';
import { emptyApp, resolved } from '../../../support/synth-environment';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = {
  name: 'web',
  image: { folder: 'containers/web' },
  routes: ['/', { path: '/a', stripPrefix: true }],
  scaling: { requestsPerTaskPerMinute: 600 },
};
const given = sharedOptions.loadBalancer;
const production = { ...sharedOptions, production: true };
const lookedUp = 'data.aws_security_group.balancer_access.id';

test('the plan looks the load balancer up, and fails if it is in another VPC or has another security group', () => {
  const { data } = synthFargate([web], sharedOptions);
  expect(all(data, 'aws_lb_listener')).toEqual([{ arn: given.listenerArn }]);
  expect(all(data, 'aws_security_group')).toEqual([{ id: 'sg-0123abcd' }]);
  expect(all(data, 'aws_lb')).toEqual([
    {
      arn: '${data.aws_lb_listener.balancer_listener.load_balancer_arn}',
      lifecycle: {
        postcondition: [
          {
            condition: '${(self.vpc_id == data.aws_vpc.network.id)}',
            error_message:
              'The load balancer of loadBalancer.listenerArn is in ${self.vpc_id}, and its targets must be in the same VPC; set network.vpcId to it, or use a load balancer in the VPC of network.vpcId.',
          },
          {
            condition: `\${contains(self.security_groups, ${lookedUp})}`,
            error_message:
              'The load balancer of loadBalancer.listenerArn does not have the security group of loadBalancer.securityGroupId; write one of ${join(", ", self.security_groups)}.',
          },
        ],
      },
    },
  ]);
});

test.each([
  ['Fargate', () => synthFargate([web], production)],
  ['EC2 in mode awsvpc', () => synthEc2([web], production, { networkMode: 'awsvpc' })],
  ['EC2 in mode bridge', () => synthEc2([web], production)],
])('nothing of the owner is created on %s, not even in production', (_where, synthesize) => {
  const { resource } = synthesize();
  const ofOwner =
    /^aws_(lb|lb_listener|lb_listener_certificate|acm_\w+|route53_\w+|wafv2_\w+|s3_\w+|vpc|subnet)$/;
  expect(Object.keys(resource).filter((type) => ofOwner.test(type))).toEqual([]);
  const groups = all(resource, 'aws_security_group').map(({ description }) => description);
  expect(groups.filter((text) => /balancer reaches|anywhere/.test(String(text)))).toEqual([]);
  // The owner may have all rules of the group inline.
  const rules = [
    ...all(resource, 'aws_vpc_security_group_egress_rule'),
    ...all(resource, 'aws_vpc_security_group_ingress_rule'),
  ];
  expect(
    rules.filter(({ security_group_id }) => String(security_group_id).includes('data.')),
  ).toEqual([]);
});

test('the rules are on the given listener, with priorities of the range, exact paths first', () => {
  const { resource } = synthFargate([web], sharedOptions);
  const rules = all(resource, 'aws_lb_listener_rule');
  expect(new Set(rules.map(({ listener_arn }) => listener_arn))).toEqual(
    new Set(['${data.aws_lb_listener.balancer_listener.arn}']),
  );
  const priorities = rules.map(({ priority }) => Number(priority));
  expect(priorities).toHaveLength(3);
  for (const priority of priorities) {
    expect(priority).toBeGreaterThanOrEqual(1000);
    expect(priority).toBeLessThanOrEqual(1999);
  }
  const [below = 0, exact = 0, rest = 0] = priorities;
  expect(exact).toBeLessThan(below);
  expect(below).toBeLessThan(rest);
});

test.each([
  ['Fargate', () => synthFargate([web], sharedOptions), 8080, 8080],
  [
    'EC2 in mode awsvpc',
    () => synthEc2([web], sharedOptions, { networkMode: 'awsvpc' }),
    8080,
    8080,
  ],
  ['EC2 in mode bridge', () => synthEc2([web], sharedOptions), 32768, 60999],
])('tasks on %s accept requests from its security group alone', (_where, synthesize, from, to) => {
  expect(all(synthesize().resource, 'aws_vpc_security_group_ingress_rule')).toEqual([
    expect.objectContaining({
      referenced_security_group_id: `\${${lookedUp}}`,
      from_port: from,
      to_port: to,
    }),
  ]);
});

test('requests of a service are counted at the load balancer; its own errors are left to its owner', () => {
  const { resource } = synthFargate([web], { ...sharedOptions, alarms: true });
  const [policy] = all(resource, 'aws_appautoscaling_policy');
  expect(JSON.stringify(policy)).toContain(
    '"resource_label":"${data.aws_lb.balancer.arn_suffix}/${aws_lb_target_group.web_targets.arn_suffix}"',
  );
  const alarms = all(resource, 'aws_cloudwatch_metric_alarm');
  expect(alarms.map(({ alarm_name }) => alarm_name)).toEqual([
    'magicnight-fargate-web-5xx',
    'magicnight-fargate-web-unhealthy',
  ]);
  expect(alarms[1]?.dimensions).toEqual({
    LoadBalancer: '${data.aws_lb.balancer.arn_suffix}',
    TargetGroup: '${aws_lb_target_group.web_targets.arn_suffix}',
  });
});

const listener = 'data.aws_lb_listener.balancer_listener';
const scheme = `\${${listener}.protocol == "HTTPS" ? "https" : "http"}`;
const port = `\${${listener}.port == (${listener}.protocol == "HTTPS" ? 443 : 80) ? "" : format(":%d", ${listener}.port)}`;

test('scheme and port of the URLs are those of the listener', () => {
  const { output } = synthFargate([{ ...web, routes: ['/'] }], sharedOptions);
  expect(output.url?.value).toBe(`${scheme}://\${data.aws_lb.balancer.dns_name}${port}`);
  expect(output.load_balancer_name?.value).toBe('${data.aws_lb.balancer.dns_name}');
});

test('a domain is the host of the URLs, and what a subdomain is below', () => {
  const { output, resource } = synthFargate([{ ...web, routes: ['/', { subdomain: 'admin' }] }], {
    ...sharedOptions,
    loadBalancer: { ...given, domain: 'Shop.example.com' },
  });
  expect(output.urls?.value).toEqual({
    '/': `${scheme}://shop.example.com${port}/`,
    'admin.shop.example.com/': `${scheme}://admin.shop.example.com${port}/`,
  });
  expect(JSON.stringify(all(resource, 'aws_lb_listener_rule'))).toContain(
    '"host_header":{"values":["admin.shop.example.com"]}',
  );
});

test('main.ts reaches the looked up load balancer, and is told that there is none of its own', () => {
  const stack = new FargateStack(emptyApp(), 'staging', resolved('staging', [web], sharedOptions));
  expect(stack.existingLoadBalancer?.listener.arnInput).toBe(given.listenerArn);
  expect(() => stack.loadBalancer).toThrow(
    'main.ts: environment "staging" has no loadBalancer of its own; use existingLoadBalancer',
  );
  expect(() => stack.listeners).toThrow(
    'main.ts: environment "staging" has no listeners of its own; use existingLoadBalancer',
  );
});

test('target groups are replaced with the load balancer, because AWS allows each only one', () => {
  const nameOf = (listenerArn: string) => {
    const options = { ...sharedOptions, loadBalancer: { ...given, listenerArn } };
    return all(synthFargate([web], options).resource, 'aws_lb_target_group')[0]?.name;
  };
  const name = nameOf(given.listenerArn);
  expect(nameOf(given.listenerArn.replace(/.$/, '0'))).toBe(name);
  expect(nameOf(given.listenerArn.replace('/shared/', '/other/'))).not.toBe(name);
  const own = { ...sharedOptions, loadBalancer: undefined, https: false } as const;
  const publicSubnetIds = ['subnet-0000000c', 'subnet-0000000d'];
  const network = { ...sharedOptions.network, publicSubnetIds };
  const { resource } = synthFargate([web], { ...own, network });
  expect(all(resource, 'aws_lb_target_group')[0]?.name).not.toBe(name);
});
