/**
 * CPU units → the memory sizes in MiB that Fargate has with them.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
const memorySizes = new Map<number, number[]>([
  [256, [512, 1024, 2048]],
  [512, range(1024, 4096, 1024)],
  [1024, range(2048, 8192, 1024)],
  [2048, range(4096, 16384, 1024)],
  [4096, range(8192, 30720, 1024)],
  [8192, range(16384, 61440, 4096)],
  [16384, range(32768, 122880, 8192)],
]);

/** What is wrong with a size for Fargate, and what to write instead; `undefined` if Fargate has it. */
export function fargateSizeProblem(cpuUnits: number, memoryMiB: number): string | undefined {
  const sizes = memorySizes.get(cpuUnits);
  if (sizes === undefined) {
    return `Fargate has no ${cpuUnits} CPU units; cpuUnits can be ${listed([...memorySizes.keys()])}`;
  }
  if (sizes.includes(memoryMiB)) return undefined;
  return `Fargate has no ${memoryMiB} MiB with ${cpuUnits} CPU units; memoryMiB can be ${listed(sizes)}`;
}

function range(first: number, last: number, step: number): number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);
}

function listed(values: number[]): string {
  return values.length > 8
    ? `${values[0]} to ${values.at(-1)} in steps of ${(values[1] ?? 0) - (values[0] ?? 0)}`
    : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
