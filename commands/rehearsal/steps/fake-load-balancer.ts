import type { AwsClient } from '../aws/aws-client';

/** Load balancers that the account must already have. */
export interface RequiredLoadBalancers {
  /** ARNs of their listeners. */
  readonly listeners: readonly string[];
  readonly securityGroups: readonly string[];
}

const Version = '2015-12-01';

/**
 * Creates fakes in the emulator: all listeners are one, for HTTP on port 80. Requests that match no rule get the response 404.
 *
 * @param VpcId the VPC of the stack.
 * @param ids ids of the existing fakes, by the ids that they replace. The new ones are added.
 */
export async function createFakeLoadBalancer(
  client: AwsClient,
  VpcId: string,
  { listeners, securityGroups }: RequiredLoadBalancers,
  ids: Map<string, string>,
): Promise<void> {
  for (const group of securityGroups) {
    if (ids.has(group)) continue;
    const answer = await client.query('ec2', {
      Action: 'CreateSecurityGroup',
      Version: '2016-11-15',
      VpcId,
      GroupName: `fake-${group}`,
      GroupDescription: 'Of a load balancer that is there already',
    });
    ids.set(group, textIn(answer, 'groupId'));
  }
  const missing = listeners.filter((listener) => !ids.has(listener));
  if (missing.length === 0) return;
  const groups = securityGroups.map((group, index) => [
    `SecurityGroups.member.${index + 1}`,
    ids.get(group) ?? '',
  ]);
  const balancer = await client.query('elasticloadbalancing', {
    ...{ Action: 'CreateLoadBalancer', Version, Name: 'fake' },
    // AWS takes it from the subnets, and the fake has none.
    VpcId,
    ...Object.fromEntries(groups),
  });
  const listener = await client.query('elasticloadbalancing', {
    ...{ Action: 'CreateListener', Version, Protocol: 'HTTP', Port: '80' },
    LoadBalancerArn: textIn(balancer, 'LoadBalancerArn'),
    'DefaultActions.member.1.Type': 'fixed-response',
    'DefaultActions.member.1.FixedResponseConfig.StatusCode': '404',
    'DefaultActions.member.1.FixedResponseConfig.ContentType': 'text/plain',
  });
  for (const one of missing) ids.set(one, textIn(listener, 'ListenerArn'));
}

/** The text of an element of an answer. */
export function textIn(xml: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]+)`).exec(xml)?.[1];
  if (text === undefined) throw new Error(`the emulator returned no ${element}`);
  return text;
}
