import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { services } from '../../../shipped/services';
import { all, type Resource, synthFargate } from '../../../support/synth-fargate';

// Rules that scanners miss: they do not parse container definitions, or look for keys that ECS does not have.

const everyField: ServiceOptions = {
  name: 'every-field',
  image: { reference: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:1' },
  port: 9000,
  routes: ['/', { path: '/a', host: 'a.example.com', stripPrefix: true }],
  environment: { A: '1' },
  healthCheck: { command: ['true'] },
  stopSeconds: 120,
  drainSeconds: 10,
  egressPorts: [443, 5432],
  user: '33:33',
  tmpfs: { '/tmp': 1, '/var/cache': 2 },
};

const https = { domain: 'shop.example.com', zone: 'example.com' };
const existing = {
  vpcId: 'vpc-01234567',
  publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
  taskSubnetIds: ['subnet-0000000c'],
};

describe.each<[string, Partial<EnvironmentOptions>]>([
  ['as it is shipped', {}],
  ['for production', { https, production: true, network: { nat: 'per-az', endpoints: true } }],
  ['without a NAT gateway', { network: { nat: 'none' } }],
  ['with public tasks', { network: { nat: 'none', publicTasks: true } }],
  ['in a VPC that is there', { https, network: existing, waf: true, accessLogs: true }],
])('a stack %s', (_what, options) => {
  const { resource } = synthFargate([...services, everyField], options);
  const of = (type: string) => all(resource, type);
  const containers = of('aws_ecs_task_definition').flatMap(
    ({ container_definitions }) => JSON.parse(String(container_definitions)) as Container[],
  );

  test('gives no container a privilege', () => {
    expect(containers.length).toBeGreaterThan(0);
    for (const container of containers) {
      expect(container).not.toHaveProperty('privileged');
      expect(container.readonlyRootFilesystem).toBe(true);
      expect(container.linuxParameters.capabilities).toEqual({ add: [], drop: ['ALL'] });
      expect(container.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    }
    for (const task of of('aws_ecs_task_definition')) {
      expect(Object.keys(task)).not.toContain('pid_mode');
      expect(Object.keys(task)).not.toContain('ipc_mode');
      expect(task.network_mode).toBe('awsvpc');
      expect(task.execution_role_arn).not.toBe(task.task_role_arn);
    }
  });

  test('logs all containers without stopping them, for a time', () => {
    for (const { logConfiguration, stopTimeout } of containers) {
      expect(logConfiguration).toMatchObject({
        logDriver: 'awslogs',
        options: { mode: 'non-blocking' },
      });
      expect(stopTimeout).toBeGreaterThanOrEqual(2);
      expect(stopTimeout).toBeLessThanOrEqual(120);
    }
    for (const { retention_in_days } of of('aws_cloudwatch_log_group')) {
      expect(retention_in_days).toBe(options.production ? 365 : 30);
    }
  });

  test('opens the load balancer alone, on the ports of the web', () => {
    const open = of('aws_vpc_security_group_ingress_rule').filter(
      ({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 === '0.0.0.0/0' || cidr_ipv6 === '::/0',
    );
    for (const { security_group_id, from_port, to_port } of open) {
      expect(security_group_id).toBe('${aws_security_group.balancer_access.id}');
      expect(from_port).toBe(to_port);
      expect([80, 443]).toContain(from_port);
    }
    for (const group of of('aws_security_group')) {
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
      expect(group).toMatchObject({ lifecycle: { create_before_destroy: true } });
    }
  });

  test('lets the load balancer alone reach tasks, on the port of their service', () => {
    const [balancer, ...more] = of('aws_lb');
    expect(more).toEqual([]);
    for (const { network_configuration } of of('aws_ecs_service')) {
      const { security_groups, assign_public_ip } = network_configuration as Networking;
      expect(assign_public_ip).toBe(Boolean(options.network && 'publicTasks' in options.network));
      const rules = of('aws_vpc_security_group_ingress_rule').filter(({ security_group_id }) =>
        security_groups.includes(String(security_group_id)),
      );
      expect(rules).toHaveLength(1);
      expect([rules[0]?.referenced_security_group_id]).toEqual(balancer?.security_groups);
    }
  });

  test('bounds all roles, and grants no more than can be said', () => {
    for (const { path, permissions_boundary } of of('aws_iam_role')) {
      expect(path).toBe('/magicnight/');
      expect(permissions_boundary).toMatch(/:policy\/magicnight\/boundary$/);
    }
    const broad = of('aws_iam_role_policy')
      .flatMap(({ policy }) => JSON.parse(String(policy)).Statement as PolicyStatement[])
      .filter(
        ({ Resource, Action }) => Resource === '*' || Action.some((one) => one.includes('*')),
      );
    for (const { Action } of broad) expect(Action).toEqual(['ecr:GetAuthorizationToken']);
  });

  test('says of each rule what it is for', () => {
    const rules: Resource[] = [
      ...of('aws_vpc_security_group_ingress_rule'),
      ...of('aws_vpc_security_group_egress_rule'),
    ];
    for (const { description } of rules) expect(String(description).length).toBeGreaterThan(10);
  });
});

interface Container {
  readonly readonlyRootFilesystem: boolean;
  readonly linuxParameters: { readonly capabilities: object };
  readonly user: string;
  readonly stopTimeout: number;
  readonly logConfiguration: object;
}

interface Networking {
  readonly security_groups: readonly string[];
  readonly assign_public_ip: boolean;
}

interface PolicyStatement {
  readonly Action: readonly string[];
  readonly Resource: string;
}
