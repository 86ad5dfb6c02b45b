import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, type Resource, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('an existing VPC is looked up, and checked by the plan', () => {
  const { resource, data } = synthFargate([web], {
    network: {
      vpcId: 'vpc-01234567',
      publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
      taskSubnetIds: ['subnet-0000000b', 'subnet-0000000c'],
    },
  });
  for (const type of ['aws_vpc', 'aws_subnet', 'aws_vpc_endpoint', 'aws_default_security_group'])
    expect(resource).not.toHaveProperty(type);
  const conditions = all(data, 'aws_subnet').map(
    ({ id, lifecycle }) =>
      [id, (lifecycle as { postcondition: Resource[] }).postcondition] as const,
  );
  expect(conditions.map(([id, postcondition]) => [id, postcondition.length])).toEqual([
    ['subnet-0000000a', 1],
    ['subnet-0000000b', 2],
    ['subnet-0000000c', 1],
  ]);
  expect(conditions[1]?.[1]).toEqual([
    {
      condition: '${(self.vpc_id == data.aws_vpc.network.id)}',
      error_message:
        'Subnet subnet-0000000b is not in the VPC of vpcId; write ids of subnets of that VPC.',
    },
    {
      condition: expect.stringMatching(
        /^\$\{!contains\(\[data\.aws_subnet\..*availability_zone\], self\.availability_zone\)\}$/,
      ),
      error_message:
        'Subnet subnet-0000000b is in the same availability zone as another subnet of publicSubnetIds; a load balancer supports one subnet in each zone.',
    },
  ]);
  const stays = {
    condition: '${(self.vpc_id == data.aws_vpc.network.id)}',
    error_message:
      'network.vpcId is ${data.aws_vpc.network.id}, but the load balancer is in ${self.vpc_id}, and AWS cannot move it to another VPC. Set network.vpcId to ${self.vpc_id}, or destroy everything first.',
  };
  expect(all(resource, 'aws_lb')).toEqual([
    expect.objectContaining({ ip_address_type: 'ipv4', lifecycle: { postcondition: [stays] } }),
  ]);
});

test('with dualStack, public subnets of an existing VPC must have IPv6', () => {
  const network = {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
    dualStack: true,
  };
  const { data } = synthFargate([web], { network });
  const conditions = all(data, 'aws_subnet').map(({ lifecycle }) =>
    (lifecycle as { postcondition: Resource[] }).postcondition.at(-1),
  );
  const hasIpv6 = (id: string) => ({
    condition: '${(length(self.ipv6_cidr_block) >= 1)}',
    error_message: `Subnet ${id} has no IPv6 range; add one, or leave out dualStack.`,
  });
  expect(conditions.slice(0, 2)).toEqual([hasIpv6('subnet-0000000a'), hasIpv6('subnet-0000000b')]);
  expect(conditions[2]).not.toEqual(hasIpv6('subnet-0000000c'));
});
