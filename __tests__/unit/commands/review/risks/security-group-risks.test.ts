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

  test('a port that opens in a security group that is there stops', () => {
    const opened = rule({
      security_group_id: 'sg-1',
      from_port: 22,
      to_port: 22,
      cidr_ipv4: '0.0.0.0/0',
    });
    expect(risks([opened], stateOf(group))).toEqual([
      'stops Security group balancer lets in TCP port 22 from anywhere (0.0.0.0/0): everyone on the internet can connect to it',
    ]);
  });

  test('of a new security group that stops which browsers do not ask for', () => {
    const first = (port: number, peer: object) =>
      risks([rule({ from_port: port, to_port: port, ...peer }, ofNewGroup)])[0]?.split(' ')[0];
    expect(first(443, { cidr_ipv4: '0.0.0.0/0' })).toBe('told');
    expect(first(80, { cidr_ipv6: '::/0' })).toBe('told');
    expect(first(22, { cidr_ipv4: '0.0.0.0/0' })).toBe('stops');
    expect(first(5432, { cidr_ipv4: '10.0.0.0/8' })).toBe('told');
    expect(first(5432, { cidr_ipv4: '81.0.0.0/8' })).toBe('stops');
    expect(first(8080, { referenced_security_group_id: 'sg-1' })).toBe('told');
  });

  test('what was open already, by whatever rule, does not open', () => {
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

  test('rules inside of a group, wider ranges and all protocols are seen', () => {
    const ingress = (from: number, to: number, protocol = 'tcp') => ({
      name: 'lb',
      id: 'sg-1',
      ingress: [{ protocol, from_port: from, to_port: to, cidr_blocks: ['0.0.0.0/0'] }],
    });
    expect(risks([update('aws_security_group.lb', ingress(443, 443), ingress(440, 449))])).toEqual([
      'stops Security group lb lets in TCP ports 440 to 449 from anywhere (0.0.0.0/0): everyone on the internet can connect to it',
    ]);
    expect(
      risks([update('aws_security_group.lb', ingress(443, 443), ingress(0, 0, '-1'))]),
    ).toEqual([
      'stops Security group lb lets in all ports from anywhere (0.0.0.0/0): everyone on the internet can connect to it',
    ]);
    expect(risks([update('aws_security_group.lb', ingress(1, 900), ingress(443, 443))])).toEqual(
      [],
    );
  });
});

describe('what lets more through besides', () => {
  const list = {
    network_acl_id: 'acl-1',
    egress: false,
    protocol: 'tcp',
    from_port: 22,
    to_port: 22,
  };
  const deny = { ...list, rule_action: 'deny', cidr_block: '0.0.0.0/0' };

  test('a rule that kept something out stops when it goes, unless its list goes', () => {
    const destroyed = destroy('aws_network_acl_rule.a', deny);
    const line =
      'stops Network list acl-1 no longer keeps out TCP port 22 from anywhere (0.0.0.0/0)';
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

  test('a list of networks that is there gets a wider one', () => {
    const prior = stateOf({
      'aws_ec2_managed_prefix_list.a': { id: 'pl-1', entry: [{ cidr: '10.0.0.0/8' }] },
    });
    const entry = (cidr: string) =>
      whats(
        [create('aws_ec2_managed_prefix_list_entry.a', { prefix_list_id: 'pl-1', cidr })],
        prior,
      );
    expect(entry('0.0.0.0/0')).toEqual(['stops Prefix list pl-1 has 0.0.0.0/0 as well']);
    expect(entry('10.1.0.0/16')).toEqual([]);
    const inline = (cidr: string) => ({ id: 'pl-1', name: 'offices', entry: [{ cidr }] });
    expect(
      whats([update('aws_ec2_managed_prefix_list.a', inline('10.0.0.0/8'), inline('11.0.0.0/8'))]),
    ).toEqual(['stops Prefix list offices has 11.0.0.0/8 as well']);
  });

  test('rules of a group that is there of which all, or one network, is unknown', () => {
    const rule = (...cidr_blocks: (string | null)[]) => ({
      id: 'sg-1',
      name: 'lb',
      ingress: [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks }],
    });
    expect(
      whats([
        update('aws_security_group.a', rule(), { id: 'sg-1', name: 'lb' }, { ingress: true }),
      ]),
    ).toEqual(['stops What Security group lb lets in is known only after the apply']);
    const sign = { ingress: [{ cidr_blocks: [false, true] }] };
    expect(
      whats([update('aws_security_group.a', rule('10.0.0.0/8'), rule('11.0.0.0/8', null), sign)]),
    ).toEqual([
      'stops Security group lb lets in TCP port 22 from 11.0.0.0/8',
      'stops Security group lb lets in TCP port 22 from what this plan makes',
    ]);
  });

  test('a new group that lets a whole list of networks in on all ports stops', () => {
    const rule = (port: number) => ({
      name: 'lb',
      ingress: [
        { protocol: 'tcp', from_port: port, to_port: port || 65_535, prefix_list_ids: ['pl-1'] },
      ],
    });
    expect(whats([create('aws_security_group.a', rule(0), { id: true })])).toEqual([
      'stops Security group lb lets in TCP all ports from pl-1',
    ]);
    expect(whats([create('aws_security_group.a', rule(443), { id: true })])).toEqual([
      'told Security group lb lets in TCP port 443 from pl-1',
    ]);
  });

  test('a route to the internet stops in a table that is there', () => {
    const route = { destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' };
    const line = 'stops Route table rtb-1 leads 0.0.0.0/0 to an internet gateway';
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

  test('a further security group of a load balancer is told', () => {
    expect(
      whats([
        update(
          'aws_lb.a',
          { name: 'web', security_groups: ['sg-1'] },
          { name: 'web', security_groups: ['sg-2'] },
        ),
      ]),
    ).toEqual(['told web gets the security group sg-2']);
  });

  test('lists and the default group are called what they are', () => {
    const open = { protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] };
    expect(
      whats([create('aws_default_security_group.a', { ingress: [open] }, { id: true })]),
    ).toEqual(['stops The default security group lets in all ports from anywhere (0.0.0.0/0)']);
    expect(
      whats([
        create('aws_network_acl_rule.a', {
          ...deny,
          network_acl_id: undefined,
          rule_action: 'allow',
        }),
      ]),
    ).toEqual(['stops A new network list lets in TCP port 22 from anywhere (0.0.0.0/0)']);
  });
});
