/** Options of an environment that uses a load balancer that is there already. */
export const sharedOptions = {
  region: 'eu-central-1',
  network: { vpcId: 'vpc-0123abcd', taskSubnetIds: ['subnet-0000000a', 'subnet-0000000b'] },
  https: undefined,
  loadBalancer: {
    listenerArn:
      'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef',
    securityGroupId: 'sg-0123abcd',
    priorities: [1000, 1999],
  },
} as const;
