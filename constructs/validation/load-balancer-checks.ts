import { partitionOf } from '../iam/account';
import { allPriorities, type PriorityRange } from '../load-balancer/rule-priority';
import {
  environmentIssues,
  type Fields,
  isPlainObject,
  type ValidationIssues,
} from '../options/validation-issues';
import { isDomain } from './https-checks';

/** Matters of the owner of a load balancer, each with where it is set instead. */
const mattersOfOwner = {
  https: 'the listener has its certificates already',
  accessLogs: 'switch them on where the load balancer is managed',
  waf: 'associate a web ACL where the load balancer is managed',
  deletionProtection: 'switch it on where the load balancer is managed',
};

/** Validates `loadBalancer`, and that the environment sets nothing of which the owner of the load balancer decides. */
export function checkLoadBalancer(issues: ValidationIssues, options: Fields): void {
  const { loadBalancer } = options;
  if (loadBalancer === undefined) return;
  const known = ['listenerArn', 'securityGroupId', 'priorities', 'domain'];
  const suggestion = 'write its listenerArn, securityGroupId and priorities';
  if (issues.object('loadBalancer', loadBalancer, known, suggestion)) {
    const { securityGroupId, domain } = loadBalancer;
    checkListener(issues, loadBalancer.listenerArn, options);
    if (!isSecurityGroupId(securityGroupId)) {
      const rule = 'loadBalancer.securityGroupId must be the ID of a security group';
      issues.add(rule, securityGroupId, 'write for example "sg-0123abcd"');
    }
    if (prioritiesOf(loadBalancer) === undefined) {
      const rule =
        'loadBalancer.priorities must be two whole numbers from 1 to 50000, the lower one first';
      issues.add(rule, loadBalancer.priorities, 'write for example [1000, 1999]');
    }
    if (domain !== undefined && !isDomain(domain)) {
      const rule = 'loadBalancer.domain must be a host name such as "shop.example.com"';
      issues.add(rule, domain, 'leave out scheme, port, "*" and a trailing dot');
    }
  }
  checkNetwork(issues, options.network);
  for (const [field, reason] of Object.entries(mattersOfOwner)) {
    const value = options[field];
    if (value === undefined || value === false) continue;
    issues.add(`${field} must be left out or false with loadBalancer`, value, reason);
  }
  if (options.desyncMitigation !== undefined) {
    issues.report(
      'desyncMitigation must be left out with loadBalancer; set it where the load balancer is managed',
    );
  }
}

function isSecurityGroupId(id: unknown): boolean {
  return typeof id === 'string' && /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
function checkListener(issues: ValidationIssues, arn: unknown, { region, account }: Fields): void {
  const form =
    /^arn:(aws[a-z-]*):elasticloadbalancing:([a-z0-9-]+):(\d{12}):listener\/app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}\/[0-9a-f]{16}$/;
  const [, partition, ofRegion = '', ofAccount] = (typeof arn === 'string' && form.exec(arn)) || [];
  const field = 'loadBalancer.listenerArn';
  if (partition === undefined || partition !== partitionOf(ofRegion)) {
    issues.add(
      `${field} must be the ARN of a listener of an Application Load Balancer`,
      arn,
      'write for example "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"',
    );
    return;
  }
  if (typeof region === 'string' && ofRegion !== region) {
    const rule = `${field} must be in ${region}, the region of the environment`;
    issues.add(rule, arn, 'use a load balancer there');
  }
  if (typeof account === 'string' && ofAccount !== account) {
    const rule = `${field} must be in ${account}, the account of the environment`;
    issues.add(rule, arn, 'use a load balancer there');
  }
}

/** The first and the last priority of `loadBalancer`; `undefined` if they are not valid. */
export function prioritiesOf(loadBalancer: unknown): PriorityRange | undefined {
  const range: unknown = isPlainObject(loadBalancer) ? loadBalancer.priorities : undefined;
  if (!Array.isArray(range) || range.length !== 2) return undefined;
  const [first, last] = range;
  const [least, most] = allPriorities;
  const areNumbers = Number.isInteger(first) && Number.isInteger(last);
  return areNumbers && least <= first && first <= last && last <= most ? [first, last] : undefined;
}

/** Validates that environments that use the same listener have no priority in common. */
export function checkSharedListeners(
  environments: readonly (readonly [name: string, options: unknown])[],
  all: string[],
): void {
  const others: { name: string; listenerArn: unknown; range: PriorityRange }[] = [];
  for (const [name, options] of environments) {
    const loadBalancer = isPlainObject(options) ? options.loadBalancer : undefined;
    const range = prioritiesOf(loadBalancer);
    if (range === undefined || !isPlainObject(loadBalancer)) continue;
    const { listenerArn } = loadBalancer;
    const [first, last] = range;
    const other = others.find(
      (one) => one.listenerArn === listenerArn && one.range[0] <= last && first <= one.range[1],
    );
    if (other) {
      environmentIssues(name, all).add(
        `loadBalancer.priorities must have no number in common with those of environment "${other.name}", which uses the same listener`,
        range,
        `that one has ${other.range.join(' to ')}`,
      );
    }
    others.push({ name, listenerArn, range });
  }
}

/** Targets of a load balancer are in its VPC, and its subnets are set already. */
function checkNetwork(issues: ValidationIssues, network: unknown): void {
  if (!isPlainObject(network)) return;
  if (network.vpcId === undefined) {
    issues.report(
      "network must have the vpcId of the load balancer with loadBalancer, because its targets are in its VPC; write for example { vpcId: 'vpc-0123abcd', taskSubnetIds: ['subnet-0123abcd'] }",
    );
    return;
  }
  if (network.publicSubnetIds !== undefined) {
    issues.report(
      'network.publicSubnetIds must be left out with loadBalancer: the load balancer has its subnets already',
    );
  }
  if (network.dualStack === true) {
    const reason = 'the load balancer has its addresses already';
    issues.add('network.dualStack must be left out or false with loadBalancer', true, reason);
  }
}
