/** Size of a task or a container. */
export interface Size {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
}

/**
 * CPU units → the memory sizes in MiB that Fargate supports with them, for Linux.
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
  [32768, [61440, 122880, 249856]],
]);

/** Why Fargate does not support a size, and what to use instead; `undefined` if Fargate supports it. */
export function fargateSizeIssue({ cpuUnits, memoryMiB }: Size): string | undefined {
  const sizes = memorySizes.get(cpuUnits);
  if (sizes === undefined) {
    return `Fargate does not support ${cpuUnits} CPU units; cpuUnits can be ${formatSizes([...memorySizes.keys()])}`;
  }
  if (sizes.includes(memoryMiB)) return undefined;
  return `Fargate does not support ${memoryMiB} MiB with ${cpuUnits} CPU units; memoryMiB can be ${formatSizes(sizes)}`;
}

/**
 * The smallest of Fargate's sizes in which a task fits, least CPU first; `undefined` if there is none.
 *
 * @param needed the total size of its containers.
 * @param written values that must match exactly.
 */
export function smallestFargateSize(needed: Size, written: Partial<Size> = {}): Size | undefined {
  for (const [cpuUnits, sizes] of memorySizes) {
    if (written.cpuUnits !== undefined && written.cpuUnits !== cpuUnits) continue;
    if (cpuUnits < needed.cpuUnits) continue;
    const memoryMiB = sizes.find((size) =>
      written.memoryMiB === undefined ? size >= needed.memoryMiB : size === written.memoryMiB,
    );
    if (memoryMiB !== undefined) return { cpuUnits, memoryMiB };
  }
  return undefined;
}

function range(first: number, last: number, step: number): number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);
}

function formatSizes(values: number[]): string {
  return values.length > 8
    ? `${values[0]} to ${values.at(-1)} in steps of ${(values[1] ?? 0) - (values[0] ?? 0)}`
    : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
