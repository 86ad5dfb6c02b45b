import type { AwsClient } from '../aws/aws-client';

const Version = '2015-12-01';

/** Disables the deletion protection of a load balancer before a destroy. An apply would take a minute. */
export async function unprotect(client: AwsClient, name: string): Promise<void> {
  const found = await client.query('elasticloadbalancing', {
    Action: 'DescribeLoadBalancers',
    Version,
    'Names.member.1': name,
  });
  await client.query('elasticloadbalancing', {
    Action: 'ModifyLoadBalancerAttributes',
    Version,
    LoadBalancerArn: /<LoadBalancerArn>([^<]+)/.exec(found)?.[1] ?? '',
    'Attributes.member.1.Key': 'deletion_protection.enabled',
    'Attributes.member.1.Value': 'false',
  });
}
