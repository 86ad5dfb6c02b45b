import { changeOf, stateOf } from '../../../../support/plan-builder';
import { create, destroy, replace, risks, update, whats } from '../../../../support/risk-lines';

describe('ports', () => {
  const rule = (after: object, sign: object = {}) =>
    changeOf('aws_vpc_security_group_ingress_rule.a', ['create'], {
      before: null,
      after: { ip_protocol: 'tcp', ...after },
      after_unknown: sign,
    });
  const ofNewGroup = { security_group_id: true };
  const group = { 'aws_security_group.lb': { id: 'sg-1', name: 'balancer' } };

  test('a port that opens in an existing security group blocks', () => {
    const opened = rule({
      security_group_id: 'sg-1',
      from_port: 22,
      to_port: 22,
      cidr_ipv4: '0.0.0.0/0',
    });
    expect(risks([opened], stateOf(group))).toEqual([
      'blocking Security group balancer allows inbound TCP port 22 from anywhere (0.0.0.0/0): anyone on the internet can connect to resources that use it',
    ]);
  });

  test('in a new security group, public ports other than 80 and 443 block', () => {
    const first = (port: number, peer: object) =>
      risks([rule({ from_port: port, to_port: port, ...peer }, ofNewGroup)])[0]?.split(' ')[0];
    expect(first(443, { cidr_ipv4: '0.0.0.0/0' })).toBe('informational');
    expect(first(80, { cidr_ipv6: '::/0' })).toBe('informational');
    expect(first(22, { cidr_ipv4: '0.0.0.0/0' })).toBe('blocking');
    expect(first(5432, { cidr_ipv4: '10.0.0.0/8' })).toBe('informational');
    expect(first(5432, { cidr_ipv4: '81.0.0.0/8' })).toBe('blocking');
    expect(first(8080, { referenced_security_group_id: 'sg-1' })).toBe('informational');
  });

  test('a port that another rule has already opened is no risk', () => {
    const there = stateOf({
      ...group,
      'aws_security_group_rule.all': {
        type: 'ingress',
        security_group_id: 'sg-1',
        protocol: 'tcp',
        from_port: 1,
        to_port: 1000,
        cidr_blocks: ['10.0.0.0/8'],
      },
    });
    const within = rule({
      security_group_id: 'sg-1',
      from_port: 443,
      to_port: 443,
      cidr_ipv4: '10.1.0.0/16',
    });
    expect(risks([within], there)).toEqual([]);
    const beyond = rule({
      security_group_id: 'sg-1',
      from_port: 443,
      to_port: 443,
      cidr_ipv4: '11.1.0.0/16',
    });
    expect(risks([beyond], there)).toHaveLength(1);
  });

  test('inline rules, wider ranges and all protocols are found', () => {
    const ingress = (from: number, to: number, protocol = 'tcp') => ({
      name: 'lb',
      id: 'sg-1',
      ingress: [{ protocol, from_port: from, to_port: to, cidr_blocks: ['0.0.0.0/0'] }],
    });
    expect(risks([update('aws_security_group.lb', ingress(443, 443), ingress(440, 449))])).toEqual([
      'blocking Security group lb allows inbound TCP ports 440 to 449 from anywhere (0.0.0.0/0): anyone on the internet can connect to resources that use it',
    ]);
    expect(
      risks([update('aws_security_group.lb', ingress(443, 443), ingress(0, 0, '-1'))]),
    ).toEqual([
      'blocking Security group lb allows inbound all ports from anywhere (0.0.0.0/0): anyone on the internet can connect to resources that use it',
    ]);
    expect(risks([update('aws_security_group.lb', ingress(1, 900), ingress(443, 443))])).toEqual(
      [],
    );
  });
});

describe('other resources that allow traffic', () => {
  const list = {
    network_acl_id: 'acl-1',
    egress: false,
    protocol: 'tcp',
    from_port: 22,
    to_port: 22,
  };
  const deny = { ...list, rule_action: 'deny', cidr_block: '0.0.0.0/0' };

  test('a destroyed deny rule blocks, unless its network ACL is destroyed', () => {
    const destroyed = destroy('aws_network_acl_rule.a', deny);
    const line =
      'blocking Network ACL acl-1 no longer denies inbound TCP port 22 from anywhere (0.0.0.0/0)';
    expect(whats([destroyed])).toEqual([line]);
    expect(whats([destroyed, destroy('aws_network_acl.a', { id: 'acl-1' })])).toEqual([]);
    const block = { ...deny, action: 'deny' };
    expect(
      whats([
        update(
          'aws_network_acl.a',
          { id: 'acl-1', ingress: [block] },
          { id: 'acl-1', ingress: [] },
        ),
      ]),
    ).toEqual([line]);
  });

  test('a wider network in an existing prefix list blocks', () => {
    const prior = stateOf({
      'aws_ec2_managed_prefix_list.a': { id: 'pl-1', entry: [{ cidr: '10.0.0.0/8' }] },
    });
    const entry = (cidr: string) =>
      whats(
        [create('aws_ec2_managed_prefix_list_entry.a', { prefix_list_id: 'pl-1', cidr })],
        prior,
      );
    expect(entry('0.0.0.0/0')).toEqual(['blocking Prefix list pl-1 also contains 0.0.0.0/0']);
    expect(entry('10.1.0.0/16')).toEqual([]);
    const inline = (cidr: string) => ({ id: 'pl-1', name: 'offices', entry: [{ cidr }] });
    expect(
      whats([update('aws_ec2_managed_prefix_list.a', inline('10.0.0.0/8'), inline('11.0.0.0/8'))]),
    ).toEqual(['blocking Prefix list offices also contains 11.0.0.0/8']);
  });

  test('unknown rules or networks of an existing group block', () => {
    const rule = (...cidr_blocks: (string | null)[]) => ({
      id: 'sg-1',
      name: 'lb',
      ingress: [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks }],
    });
    expect(
      whats([
        update('aws_security_group.a', rule(), { id: 'sg-1', name: 'lb' }, { ingress: true }),
      ]),
    ).toEqual(['blocking Security group lb has inbound rules that are known only after apply']);
    const sign = { ingress: [{ cidr_blocks: [false, true] }] };
    expect(
      whats([update('aws_security_group.a', rule('10.0.0.0/8'), rule('11.0.0.0/8', null), sign)]),
    ).toEqual([
      'blocking Security group lb allows inbound TCP port 22 from 11.0.0.0/8',
      'blocking Security group lb allows inbound TCP port 22 from a resource that this plan creates',
    ]);
  });

  test('a new group that allows a prefix list on all ports blocks', () => {
    const rule = (port: number) => ({
      name: 'lb',
      ingress: [
        { protocol: 'tcp', from_port: port, to_port: port || 65_535, prefix_list_ids: ['pl-1'] },
      ],
    });
    expect(whats([create('aws_security_group.a', rule(0), { id: true })])).toEqual([
      'blocking Security group lb allows inbound TCP all ports from pl-1',
    ]);
    expect(whats([create('aws_security_group.a', rule(443), { id: true })])).toEqual([
      'informational Security group lb allows inbound TCP port 443 from pl-1',
    ]);
  });

  test('a route to the internet in an existing route table blocks', () => {
    const route = { destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' };
    const line = 'blocking Route table rtb-1 routes 0.0.0.0/0 to an internet gateway';
    expect(whats([create('aws_route.a', { ...route, route_table_id: 'rtb-1' })])).toEqual([line]);
    expect(whats([create('aws_route.a', route, { route_table_id: true })])).toEqual([]);
    const inline = (gateway_id: string) => ({
      id: 'rtb-1',
      route: [{ cidr_block: '0.0.0.0/0', gateway_id }],
    });
    expect(whats([update('aws_route_table.a', inline(''), inline('igw-1'))])).toEqual([line]);
    expect(whats([update('aws_route_table.a', inline('igw-1'), inline('igw-1'))])).toEqual([]);
    const nat = {
      route_table_id: 'rtb-1',
      destination_cidr_block: '0.0.0.0/0',
      nat_gateway_id: 'n',
    };
    expect(whats([create('aws_route.a', nat)])).toEqual([]);
    expect(whats([replace('aws_route.a', nat, { ...route, route_table_id: 'rtb-1' })])).toContain(
      line,
    );
  });

  test('another security group of a load balancer is for information', () => {
    expect(
      whats([
        update(
          'aws_lb.a',
          { name: 'web', security_groups: ['sg-1'] },
          { name: 'web', security_groups: ['sg-2'] },
        ),
      ]),
    ).toEqual(['informational web gets the security group sg-2']);
  });

  test('network ACLs and the default security group are named as such', () => {
    const open = { protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] };
    expect(
      whats([create('aws_default_security_group.a', { ingress: [open] }, { id: true })]),
    ).toEqual([
      'blocking The default security group allows inbound all ports from anywhere (0.0.0.0/0)',
    ]);
    expect(
      whats([
        create('aws_network_acl_rule.a', {
          ...deny,
          network_acl_id: undefined,
          rule_action: 'allow',
        }),
      ]),
    ).toEqual(['blocking A new network ACL allows inbound TCP port 22 from anywhere (0.0.0.0/0)']);
  });
});
