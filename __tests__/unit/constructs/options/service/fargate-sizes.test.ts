import {
  fargateSizeIssue,
  type Size,
  smallestFargateSize,
} from '../../../../../constructs/options/service/fargate-sizes';

const size = (cpuUnits: number, memoryMiB: number): Size => ({ cpuUnits, memoryMiB });

test.each<[number, number, string | undefined]>([
  [256, 512, undefined],
  [16384, 122880, undefined],
  [
    256,
    4096,
    'Fargate does not support 4096 MiB with 256 CPU units; memoryMiB can be 512, 1024 or 2048',
  ],
  [
    4096,
    512,
    'Fargate does not support 512 MiB with 4096 CPU units; memoryMiB can be 8192 to 30720 in steps of 1024',
  ],
  [
    300,
    512,
    'Fargate does not support 300 CPU units; cpuUnits can be 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768',
  ],
])('a task of %i CPU units and %i MiB', (cpuUnits, memoryMiB, problem) => {
  expect(fargateSizeIssue({ cpuUnits, memoryMiB })).toBe(problem);
});

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
test.each([61440, 122880, 249856])('Fargate has 32 processors with %d MiB', (memoryMiB) => {
  expect(fargateSizeIssue(size(32768, memoryMiB))).toBeUndefined();
});

test('what Fargate has not is said with what it has', () => {
  expect(fargateSizeIssue(size(32768, 65536))).toBe(
    'Fargate does not support 65536 MiB with 32768 CPU units; memoryMiB can be 61440, 122880 or 249856',
  );
  expect(fargateSizeIssue(size(65536, 249856))).toBe(
    'Fargate does not support 65536 CPU units; cpuUnits can be 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768',
  );
});

test.each<[Size, Partial<Size>, Size | undefined]>([
  [size(128, 256), {}, size(256, 512)],
  [size(256, 512), {}, size(256, 512)],
  [size(257, 512), {}, size(512, 1024)],
  [size(256, 2049), {}, size(512, 3072)],
  [size(128, 256), { cpuUnits: 1024 }, size(1024, 2048)],
  [size(128, 256), { memoryMiB: 8192 }, size(1024, 8192)],
  [size(128, 9000), { memoryMiB: 8192 }, size(1024, 8192)],
  [size(512, 256), { cpuUnits: 256 }, undefined],
  [size(128, 256), { memoryMiB: 700 }, undefined],
  [size(32768, 249856), {}, size(32768, 249856)],
  [size(32769, 1), {}, undefined],
])('the least of Fargate for %j, %j being written, is %j', (needed, written, expected) => {
  expect(smallestFargateSize(needed, written)).toEqual(expected);
});
