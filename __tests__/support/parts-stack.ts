import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { App } from 'cdktf';
import {
  Account,
  Alarms,
  AutoScalingCapacity,
  AwsStack,
  Certificates,
  DnsRecords,
  type Ingress,
  ListenerRules,
  Listeners,
  LoadBalancer,
  type Network,
  ServiceScaling,
  Vpc,
  WebAcl,
} from '../../constructs';

const name = 'acme-edge';
const shared = { project: 'acme', region: 'eu-central-1' };
const hostnames = ['shop.example.com', 'admin.example.com'];

/** A stack that code outside of this project makes of the public parts alone: a service of its own on EC2, behind HTTPS. */
export function partsStack(app: App): AwsStack {
  const stack = new AwsStack(app, 'edge', { ...shared, tags: { team: 'shop' } });
  const account = new Account(stack, 'account', shared);
  const network: Network = new Vpc(stack, 'network', {
    ...{ name, region: shared.region, zones: ['a', 'b'], nat: 'single' },
    ...{ cidr: '10.30.0.0/16', publicTasks: false },
  });
  const loadBalancer = new LoadBalancer(stack, 'balancer', {
    ...{ name, account, network, isHttps: true, deletionProtection: false },
    ...{ accessLogs: true, logDays: 30, keepsLogs: false },
  });
  const { lb } = loadBalancer;
  const { zoneId } = new DataAwsRoute53Zone(stack, 'zone', { name: 'example.com' });
  new DnsRecords(stack, 'names', { hostnames, zoneId, lb, isDualStack: network.isDualStack });
  const certificates = new Certificates(stack, 'certificate', { hostnames, zoneId });
  const listeners = new Listeners(stack, 'listener', { lb, isHttps: true, certificates });
  new WebAcl(stack, 'waf', { name, lb, logDays: 30 });
  addService(stack, { account, network, loadBalancer }, listeners.routedArn);
  return stack;
}

function addService(
  stack: AwsStack,
  ingress: Pick<Ingress, 'account' | 'network' | 'loadBalancer'>,
  listenerArn: string,
): void {
  const { lb } = ingress.loadBalancer;
  const cluster = new EcsCluster(stack, 'cluster', { name });
  const capacity = new AutoScalingCapacity(stack, 'instances', {
    ...{ name, ingress, cluster, egressPorts: [443], tags: stack.commonTags, maxHosts: 2 },
  });
  const targetGroup = new LbTargetGroup(stack, 'targets', {
    ...{ name, port: 80, protocol: 'HTTP', vpcId: ingress.network.vpcId },
  });
  const rules = new ListenerRules(stack, 'routes', listenerArn).forward(
    'web',
    '/shop',
    targetGroup,
  );
  const { arn: taskDefinition } = new EcsTaskDefinition(stack, 'task', {
    family: name,
    containerDefinitions: JSON.stringify([
      { name: 'web', image: 'nginx:1.30', memory: 128, portMappings: [{ containerPort: 80 }] },
    ]),
  });
  const service = new EcsService(stack, 'web', {
    ...{ name: 'web', cluster: cluster.arn, taskDefinition, desiredCount: 1 },
    capacityProviderStrategy: [{ capacityProvider: capacity.provider.name, weight: 1 }],
    loadBalancer: [{ targetGroupArn: targetGroup.arn, containerName: 'web', containerPort: 80 }],
    lifecycle: { ignoreChanges: ['desired_count'] },
    dependsOn: [...capacity.dependencies, ...rules],
  });
  new ServiceScaling(stack, 'scaling', {
    ...{ cluster, service, targets: { lb, group: targetGroup, rules } },
    ...{ maxTasks: 10, requestsPerTaskPerMinute: 600 },
  });
  const services = [{ name: 'web', accountName: `${name}-web`, targetGroup }];
  new Alarms(stack, 'alarms', { name, lb, cluster, services, containerInsights: false });
}
