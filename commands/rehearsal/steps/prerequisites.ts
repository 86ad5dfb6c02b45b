import type { AwsClient } from '../aws/aws-client';
import type { ConfiguredResources, StackConfiguration } from './configuration';
import {
  createFakeSecrets,
  type RequiredSecrets,
  requiredSecrets,
  secretNames,
} from './fake-secrets';

/** What a stack takes for granted in an account: what it looks up, and no stack of ours makes. */
export interface Prerequisites extends RequiredSecrets {
  readonly zones: readonly string[];
  readonly vpcs: readonly string[];
  readonly subnets: readonly string[];
}

/** @param registry the stack that is applied before. */
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
    ...requiredSecrets(stack),
  };
}

/** What all of it is known by. */
export function prerequisiteNames(required: Prerequisites): string[] {
  return [...required.zones, ...required.vpcs, ...required.subnets, ...secretNames(required)];
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
 * Makes stand-ins in the emulator for what is taken for granted.
 *
 * @param existingIds the ids of stand-ins that are there already, by those that they stand for.
 * @returns the ids of all stand-ins.
 */
export async function createPrerequisites(
  client: AwsClient,
  region: string,
  required: Prerequisites,
  existingIds: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const { zones, vpcs, subnets } = required;
  const ids = new Map(existingIds);
  const isMissing = (name: string) => !ids.has(name);
  for (const name of zones.filter(isMissing)) {
    await client.rest(
      'route53',
      '/2013-04-01/hostedzone',
      `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`,
    );
    // It is looked up by its name.
    ids.set(name, name);
  }
  for (const vpc of vpcs.filter(isMissing)) {
    const answer = await client.query('ec2', { Action: 'CreateVpc', CidrBlock: '10.99.0.0/16' });
    ids.set(vpc, idIn(answer, 'vpcId'));
  }
  // They are all in the one VPC that the stack knows, and as far apart as zones go.
  const VpcId = ids.get(vpcs[0] ?? '') ?? '';
  for (const [index, subnet] of subnets.entries()) {
    if (!isMissing(subnet)) continue;
    const answer = await client.query('ec2', {
      Action: 'CreateSubnet',
      VpcId,
      CidrBlock: `10.99.${index}.0/24`,
      AvailabilityZone: region + 'abcdef'.charAt(index % 6),
    });
    ids.set(subnet, idIn(answer, 'subnetId'));
  }
  await createFakeSecrets(client, required, isMissing);
  // They are looked up by their names, too.
  for (const name of secretNames(required)) ids.set(name, name);
  return ids;
}

function idIn(xml: string, element: string): string {
  const id = new RegExp(`<${element}>([^<]+)`).exec(xml)?.[1];
  if (id === undefined) throw new Error(`the emulator gave no ${element}`);
  return id;
}
