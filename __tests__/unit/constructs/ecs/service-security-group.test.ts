import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('the load balancer has one rule for each port, however many services use it', () => {
  const two = [web, { ...web, name: 'two', routes: ['/two'] }];
  const three = [...two, { ...web, name: 'three', routes: ['/three'], port: 3000 }];
  const ports = (services: ServiceOptions[]) =>
    all(synthFargate(services).resource, 'aws_vpc_security_group_egress_rule')
      .filter(({ referenced_security_group_id }) => referenced_security_group_id)
      .map(({ from_port, to_port, referenced_security_group_id }) => [
        from_port,
        to_port,
        referenced_security_group_id,
      ]);
  const targets = '${aws_security_group.balancer_targets.id}';
  expect(ports(two)).toEqual([[8080, 8080, targets]]);
  expect(ports(three)).toEqual([
    [3000, 3000, targets],
    [8080, 8080, targets],
  ]);
});

test('tasks may connect to egressPorts, by default HTTPS', () => {
  const calls = (egressPorts?: number[]) =>
    all(synthFargate([{ ...web, egressPorts }]).resource, 'aws_vpc_security_group_egress_rule')
      .filter(({ cidr_ipv4 }) => cidr_ipv4)
      .map(({ cidr_ipv4, ip_protocol, from_port, to_port }) => [
        cidr_ipv4,
        ip_protocol,
        from_port,
        to_port,
      ]);
  expect(calls()).toEqual([['0.0.0.0/0', 'tcp', 443, 443]]);
  expect(calls([443, 5432])).toEqual([
    ['0.0.0.0/0', 'tcp', 443, 443],
    ['0.0.0.0/0', 'tcp', 5432, 5432],
  ]);
});
