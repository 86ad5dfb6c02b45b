import type { AwsClient } from '../aws/aws-client';
import type { ConfiguredResources, StackConfiguration } from './configuration';
import { createFakeLoadBalancer, type RequiredLoadBalancers, textIn } from './fake-load-balancer';
import {
  createFakeSecrets,
  type RequiredSecrets,
  requiredSecrets,
  secretNames,
} from './fake-secrets';

/** Resources that a stack looks up and no other stack creates. They must exist in the account before the apply. */
export interface Prerequisites extends RequiredSecrets, RequiredLoadBalancers {
  readonly zones: readonly string[];
  readonly vpcs: readonly string[];
  readonly subnets: readonly string[];
}

/**
 * Finds the prerequisites of a stack.
 *
 * @param registry the stack that is applied before it. Resources that `registry` creates are not prerequisites.
 */
export function prerequisitesOf(
  stack: StackConfiguration,
  registry: StackConfiguration,
): Prerequisites {
  const { data } = stack;
  const own = valuesOf(registry.resource, 'aws_route53_zone', 'name');
  return {
    zones: valuesOf(data, 'aws_route53_zone', 'name').filter((name) => !own.includes(name)),
    vpcs: valuesOf(data, 'aws_vpc', 'id'),
    subnets: valuesOf(data, 'aws_subnet', 'id'),
    listeners: valuesOf(data, 'aws_lb_listener', 'arn'),
    securityGroups: valuesOf(data, 'aws_security_group', 'id'),
    ...requiredSecrets(stack),
  };
}

/** Names or ids of all prerequisites. */
export function prerequisiteNames(required: Prerequisites): string[] {
  const { zones, vpcs, subnets, listeners, securityGroups } = required;
  const ids = [...zones, ...vpcs, ...subnets, ...securityGroups, ...listeners];
  return [...ids, ...secretNames(required)];
}

function valuesOf(
  resources: ConfiguredResources | undefined,
  type: string,
  field: string,
): string[] {
  const values = Object.values(resources?.[type] ?? {}).map((one) => String(one[field]));
  return [...new Set(values)].sort();
}

/**
 * Creates fakes of the prerequisites in the emulator.
 *
 * @param existingIds ids of the existing fakes, by the ids or names that they replace.
 * @returns ids of all fakes.
 */
export async function createPrerequisites(
  client: AwsClient,
  region: string,
  required: Prerequisites,
  existingIds: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const { zones, vpcs, subnets } = required;
  const ids = new Map(existingIds);
  // A copy that was applied before has the fakes already.
  for (const fake of existingIds.values()) ids.set(fake, fake);
  const isMissing = (name: string) => !ids.has(name);
  for (const name of zones.filter(isMissing)) {
    await client.rest(
      'route53',
      '/2013-04-01/hostedzone',
      `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`,
    );
    // The stack looks up the zone by its name.
    ids.set(name, name);
  }
  for (const vpc of vpcs.filter(isMissing)) {
    const answer = await client.query('ec2', { Action: 'CreateVpc', CidrBlock: '10.99.0.0/16' });
    ids.set(vpc, textIn(answer, 'vpcId'));
  }
  // All subnets are in the only VPC of the stack, distributed over the availability zones.
  const VpcId = ids.get(vpcs[0] ?? '') ?? '';
  for (const [index, subnet] of subnets.entries()) {
    if (!isMissing(subnet)) continue;
    const answer = await client.query('ec2', {
      Action: 'CreateSubnet',
      VpcId,
      CidrBlock: `10.99.${index}.0/24`,
      AvailabilityZone: region + 'abcdef'.charAt(index % 6),
    });
    ids.set(subnet, textIn(answer, 'subnetId'));
  }
  await createFakeLoadBalancer(client, VpcId, required, ids);
  await createFakeSecrets(client, required, isMissing);
  // The stack looks these up by name, too.
  for (const name of secretNames(required)) ids.set(name, name);
  return ids;
}
