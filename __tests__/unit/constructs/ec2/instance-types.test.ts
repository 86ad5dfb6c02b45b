import {
  architectureOf,
  instanceType,
  usableMemoryMiB,
} from '../../../../constructs/ec2/instance-types';

// https://docs.aws.amazon.com/ec2/latest/instancetypes/ and
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html
test.each([
  ['t3.nano', 2, 512, 2],
  ['t3.micro', 2, 1024, 2],
  ['t3.small', 2, 2048, 3],
  ['t3a.small', 2, 2048, 2],
  ['t3a.medium', 2, 4096, 3],
  ['t4g.medium', 2, 4096, 3],
  ['t4g.2xlarge', 8, 32768, 4],
  ['m5.large', 2, 8192, 3],
  ['m5.xlarge', 4, 16384, 4],
  ['m6a.2xlarge', 8, 32768, 4],
  ['m7a.medium', 1, 4096, 2],
  ['m7i.4xlarge', 16, 65536, 8],
  ['m8g.8xlarge', 32, 131072, 8],
  ['c5.9xlarge', 36, 73728, 8],
  ['c6g.medium', 1, 2048, 2],
  ['c7i.large', 2, 4096, 3],
  ['c8g.xlarge', 4, 8192, 4],
  ['r5.large', 2, 16384, 3],
  ['r6i.8xlarge', 32, 262144, 8],
  ['r7g.medium', 1, 8192, 2],
])('%s has %d vCPUs, %d MiB, %d interfaces', (name, vcpus, memoryMiB, networkInterfaces) => {
  expect(instanceType(name)).toMatchObject({ name, vcpus, memoryMiB, networkInterfaces });
  expect(instanceType(name)?.cpuUnits).toBe(1024 * vcpus);
});

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
test.each([
  ['m5.large', 10],
  ['m6g.medium', 4],
  ['c5.9xlarge', 60],
  ['m6i.8xlarge', 90],
  ['c7g.8xlarge', 60],
  ['r6g.2xlarge', 40],
  ['r5.4xlarge', 60],
  ['r5.8xlarge', undefined],
  ['t3.large', undefined],
])('%s with trunking has %p tasks with their own network interface', (name, tasks) => {
  expect(instanceType(name)?.trunkedTasks).toBe(tasks);
});

test.each([
  'm5',
  'm5.',
  'm5.medium',
  'm5.9xlarge',
  'c5.8xlarge',
  't3.4xlarge',
  'm5.large.x',
  'x9.large',
  'constructor.name',
  'm5.constructor',
  '',
])('"%s" is not listed', (name) => {
  expect(instanceType(name)).toBeUndefined();
});

test.each([
  ['m7g.large', 'ARM64'],
  ['t4g.nano', 'ARM64'],
  ['c7gn.xlarge', 'ARM64'],
  ['im4gn.large', 'ARM64'],
  ['is4gen.medium', 'ARM64'],
  ['g5g.xlarge', 'ARM64'],
  ['a1.large', 'ARM64'],
  ['m7i-flex.large', 'X86_64'],
  ['m7a.large', 'X86_64'],
  ['g5.xlarge', 'X86_64'],
  ['g4dn.xlarge', 'X86_64'],
  ['t3.micro', 'X86_64'],
])('%s is %s', (name, architecture) => {
  expect(architectureOf(name)).toBe(architecture);
});

// Amazon Linux 2, as Linux saw it, in bytes less than the nominal memory:
// https://github.com/aws/karpenter-provider-aws/blob/15e87699c992/pkg/providers/instancetype/zz_generated.memory_overhead.go
const lost: [name: string, bytes: number][] = [
  ['t3.nano', 92966912],
  ['t3.micro', 108433408],
  ['t3a.micro', 104239104],
  ['t3.small', 137269248],
  ['t4g.small', 206204928],
  ['c6g.medium', 218644480],
  ['t3.medium', 264945664],
  ['c5.large', 453677056],
  ['m6g.medium', 309780480],
  ['m5.large', 585805824],
  ['c5.xlarge', 586280960],
  ['m5.xlarge', 909246464],
  ['r6g.large', 636944384],
  ['m5.4xlarge', 2849939456],
  ['c5.9xlarge', 3691565056],
  ['m5.8xlarge', 5336875008],
  ['r6i.8xlarge', 8876937216],
];

test.each(lost)('tasks can reserve no more memory of %s than it has', (name, bytes) => {
  const nominal = instanceType(name)?.memoryMiB ?? 0;
  const seen = nominal - bytes / 1024 ** 2;
  expect(usableMemoryMiB(nominal)).toBeLessThan(seen);
  expect(usableMemoryMiB(nominal)).toBeGreaterThan(0.93 * seen);
});

test('tasks can reserve most of a small instance, too', () => {
  expect([512, 1024, 2048, 4096, 8192].map(usableMemoryMiB)).toEqual([416, 873, 1787, 3655, 7567]);
});
