import { inspect } from 'node:util';
import { validateEc2Capacity } from '../../../../constructs/validation/ec2-capacity-checks';

const described = { name: 'm9.large', vcpus: 2, memoryMiB: 8192, networkInterfaces: 3 };
const alone = (ec2Capacity: unknown) => validateEc2Capacity('production', ec2Capacity);
test.each([
  {},
  { minHosts: 0, maxHosts: 1, targetPercent: 1, spotPercent: 0, volumeGiB: 30, maxLifetimeDays: 1 },
  {
    minHosts: 1000,
    maxHosts: 1000,
    targetPercent: 100,
    spotPercent: 100,
    volumeGiB: 16_384,
    maxLifetimeDays: 365,
  },
  { networkMode: 'awsvpc', eniTrunking: true, xray: 'sidecar' },
  { networkMode: 'bridge', xray: 'daemon' },
  {
    instanceTypes: Array.from({ length: 40 }, (_, index) => ({
      ...described,
      name: `m9.${index}`,
    })),
  },
  { instanceTypes: ['t4g.small', { ...described, name: 'm9g.large' }] },
  { instanceTypes: [{ ...described, vcpus: 1024, memoryMiB: 33_554_432, networkInterfaces: 64 }] },
])('%j is right', (ec2Capacity) => {
  expect(alone(ec2Capacity)).toEqual([]);
});

const typesRule = 'production.ec2.instanceTypes must be an array of 1 to 40 instance types';
const unknownRule = 'production.ec2.instanceTypes[0] must be a known instance type';
const asDescribed =
  '; write { name, vcpus, memoryMiB, networkInterfaces } with the values of the AWS documentation';
const whole = (
  field: string,
  least: number,
  most: number,
  value: unknown,
  unit = '',
): [object, string] => [
  { [field]: value },
  `production.ec2.${field} must be a whole number from ${least} to ${most}${unit}, got ${typeof value === 'string' ? JSON.stringify(value) : inspect(value)}`,
];

test.each<[unknown, string]>([
  ...[null, 'm5.large', [], new Map(), new Date(0)].map((ec2Capacity): [unknown, string] => [
    ec2Capacity,
    `production.ec2 must be an object, got ${typeof ec2Capacity === 'string' ? `"${ec2Capacity}"` : inspect(ec2Capacity)}`,
  ]),
  [{ maxHost: 4 }, 'production.ec2 has no field "maxHost"; did you mean "maxHosts"?'],
  whole('minHosts', 0, 1000, -1),
  whole('minHosts', 0, 1000, '9'),
  whole('minHosts', 0, 1000, Object.create(null)),
  whole('maxHosts', 1, 1000, 1001),
  [{ maxHosts: 0 }, 'production.ec2.maxHosts must be a whole number from 1 to 1000, got 0'],
  [{ minHosts: 9 }, 'production.ec2.maxHosts must be at least minHosts (9), got 8'],
  whole('targetPercent', 1, 100, 0),
  whole('targetPercent', 1, 100, 101),
  whole('spotPercent', 0, 100, Number.NaN),
  whole('volumeGiB', 30, 16_384, 29, ' (the AMI needs 30)'),
  whole('volumeGiB', 30, 16_384, 16_385, ' (the AMI needs 30)'),
  whole('maxLifetimeDays', 1, 365, 0),
  whole('maxLifetimeDays', 1, 365, 366),
  [{ eniTrunking: 'yes' }, 'production.ec2.eniTrunking must be true or false, got "yes"'],
  [
    { terminationProtection: 1 },
    'production.ec2.terminationProtection must be true or false, got 1',
  ],
  [{ networkMode: 'host' }, 'production.ec2.networkMode must be "bridge" or "awsvpc", got "host"'],
  [{ xray: true }, 'production.ec2.xray must be "sidecar" or "daemon", got true'],
  [
    { xray: 'daemon', networkMode: 'awsvpc' },
    'production.ec2.xray "daemon" needs networkMode "bridge": with "awsvpc" tasks cannot reach the daemon of their instance; set xray: \'sidecar\'',
  ],
  ...[[], 't3.small', null, Array(41).fill('t3.small')].map((instanceTypes): [object, string] => [
    { instanceTypes },
    expect.stringMatching(
      new RegExp(
        `^main.ts: environments.${typesRule}, got .*; write for example \\['t3.small'\\]$`,
      ),
    ),
  ]),
  [
    { instanceTypes: ['t3.smal'] },
    `${unknownRule}, got "t3.smal"; did you mean "t3.small"? Otherwise ${asDescribed.slice(2)}`,
  ],
  [{ instanceTypes: ['x99.huge'] }, `${unknownRule}, got "x99.huge"${asDescribed}`],
  [{ instanceTypes: ['small'] }, `${unknownRule}, got "small"${asDescribed}`],
  [
    { instanceTypes: Array(1) },
    'production.ec2.instanceTypes[0] must be the name of an instance type, got undefined; write for example "t3.small"',
  ],
  [
    { instanceTypes: [{ ...described, name: 'M9' }] },
    'production.ec2.instanceTypes[0].name must be a name like "m7i.large", got "M9"',
  ],
  [
    { instanceTypes: [{ ...described, memoryGiB: 8 }] },
    'production.ec2.instanceTypes[0] has no field "memoryGiB"; did you mean "memoryMiB"?',
  ],
  [
    { instanceTypes: [{ ...described, vcpus: 0 }] },
    'production.ec2.instanceTypes[0].vcpus must be a whole number from 1 to 1024, got 0',
  ],
  [
    { instanceTypes: [{ ...described, memoryMiB: 511 }] },
    'production.ec2.instanceTypes[0].memoryMiB must be a whole number from 512 to 33554432, got 511',
  ],
  [
    { instanceTypes: [{ ...described, networkInterfaces: 65 }] },
    'production.ec2.instanceTypes[0].networkInterfaces must be a whole number from 1 to 64, got 65',
  ],
  [
    { instanceTypes: [{ ...described, architecture: 'amd64' }] },
    'production.ec2.instanceTypes[0].architecture must be "x86_64" or "arm64", got "amd64"; write "x86_64"',
  ],
  [
    { instanceTypes: ['t3.small', 't3.small'] },
    'production.ec2.instanceTypes has "t3.small" twice; remove one',
  ],
  [
    { instanceTypes: ['t3.small', 't4g.small'] },
    'production.ec2.instanceTypes must have the same architecture: t3.small is x86_64, t4g.small is arm64; remove the types of one of them',
  ],
])('hosts %p are an error', (ec2Capacity, message) => {
  expect(alone(ec2Capacity)).toEqual([
    typeof message === 'string' ? `main.ts: environments.${message}` : message,
  ]);
});
