import { assert as check, constantFrom, integer, property, subarray } from 'fast-check';
import { Netmask } from 'netmask';
import { subnetCidr } from '../../../../constructs/network/subnet-cidr';
import type { ZoneLetter } from '../../../../constructs/options/environment/network-options';

const letters: ZoneLetter[] = ['a', 'b', 'c', 'd', 'e', 'f'];

const ranges = property(
  integer({ min: 16, max: 23 }),
  constantFrom('10.0.0.0', '172.16.0.0', '192.168.0.0', '100.64.0.0'),
  subarray(letters, { minLength: 2 }),
  (bits, base, zones) => {
    const vpc = `${base}/${bits}`;
    const cidrs = (['public', 'private'] as const).flatMap((tier) =>
      zones.map((zone) => new Netmask(subnetCidr(vpc, tier, zone))),
    );
    for (const [index, cidr] of cidrs.entries()) {
      expect(cidr.bitmask).toBe(bits + 4);
      expect(new Netmask(vpc).contains(cidr)).toBe(true);
      for (const other of cidrs.slice(0, index)) expect(cidr.contains(other)).toBe(false);
    }
  },
);

test('subnets are inside the VPC, and do not overlap', () => {
  check(ranges);
});

test('each tier and zone has its slot', () => {
  expect(
    letters.map((zone) => [
      subnetCidr('10.0.0.0/16', 'public', zone),
      subnetCidr('10.0.0.0/16', 'private', zone),
    ]),
  ).toEqual([
    ['10.0.0.0/20', '10.0.128.0/20'],
    ['10.0.16.0/20', '10.0.144.0/20'],
    ['10.0.32.0/20', '10.0.160.0/20'],
    ['10.0.48.0/20', '10.0.176.0/20'],
    ['10.0.64.0/20', '10.0.192.0/20'],
    ['10.0.80.0/20', '10.0.208.0/20'],
  ]);
});
