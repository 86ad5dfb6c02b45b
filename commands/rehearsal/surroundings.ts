import type { AwsClient } from './aws-client';

/** A synthesized stack, as far as it matters what it takes for granted. */
export interface Configuration {
  readonly resource?: Resources;
  readonly data?: Resources;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

type Resources = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
>;

/** What a stack takes for granted in an account: what it looks up, and no stack of ours makes. */
export interface Surroundings {
  readonly zones: readonly string[];
  readonly vpcs: readonly string[];
  readonly subnets: readonly string[];
}

/** @param made by the stacks that are applied before. */
export function surroundingsOf(
  { data }: Configuration,
  made: readonly Configuration[],
): Surroundings {
  const own = made.flatMap(({ resource }) => valuesOf(resource, 'aws_route53_zone', 'name'));
  return {
    zones: valuesOf(data, 'aws_route53_zone', 'name').filter((name) => !own.includes(name)),
    vpcs: valuesOf(data, 'aws_vpc', 'id'),
    subnets: valuesOf(data, 'aws_subnet', 'id'),
  };
}

function valuesOf(resources: Resources | undefined, type: string, field: string): string[] {
  const values = Object.values(resources?.[type] ?? {}).map((one) => String(one[field]));
  return [...new Set(values)].sort();
}

/**
 * Makes stand-ins in the emulator for what is taken for granted.
 *
 * @returns the ids of the stand-ins by those that they stand for.
 */
export async function makeSurroundings(
  client: AwsClient,
  region: string,
  { zones, vpcs, subnets }: Surroundings,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const name of zones) {
    await client.rest(
      'route53',
      '/2013-04-01/hostedzone',
      `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${name}</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`,
    );
  }
  for (const vpc of vpcs) {
    const made = await client.query('ec2', { Action: 'CreateVpc', CidrBlock: '10.99.0.0/16' });
    ids.set(vpc, idIn(made, 'vpcId'));
  }
  // They are all in the one VPC that the stack knows, and as far apart as zones go.
  const [VpcId = ''] = ids.values();
  for (const [index, subnet] of subnets.entries()) {
    const made = await client.query('ec2', {
      Action: 'CreateSubnet',
      VpcId,
      CidrBlock: `10.99.${index}.0/24`,
      AvailabilityZone: region + 'abcdef'.charAt(index % 6),
    });
    ids.set(subnet, idIn(made, 'subnetId'));
  }
  return ids;
}

function idIn(xml: string, element: string): string {
  const id = new RegExp(`<${element}>([^<]+)`).exec(xml)?.[1];
  if (id === undefined) throw new Error(`the emulator gave no ${element}`);
  return id;
}
