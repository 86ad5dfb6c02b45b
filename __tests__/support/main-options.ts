import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All options of the environment. */
export const production = `  region: 'eu-central-1',
  network: { nat: 'per-az', endpoints: true },
  https: { domain: 'shop.example.com', zone: 'example.com' },
  production: true,`;

/** Replaces the options that both environments in main.ts of a project copy have in common. */
export function writeOptions(folder: string, options: string): void {
  replaceIn(
    join(folder, 'main.ts'),
    /(const options: EnvironmentOptions = \{\n)[\s\S]*?\n\};/,
    `$1${options}\n};`,
  );
}

/** Replaces the EC2 capacity of environment `ec2`. */
export function writeEc2(folder: string, capacity: string): void {
  replaceIn(join(folder, 'main.ts'), /ec2: \{ instanceTypes: .*?\} \} \}/, `ec2: ${capacity} } }`);
}

/** Removes environment `ec2`. */
export function removeEc2(folder: string): void {
  replaceIn(join(folder, 'main.ts'), /, ec2: \{ \.\.\.options.*?\] \} \}/, '');
}

/** Replaces the options of the registry. */
export function writeRegistry(folder: string, registry: string): void {
  replaceIn(join(folder, 'main.ts'), 'registry: {}', `registry: ${registry}`);
}

/** Replaces a part of a file, which must contain it. */
export function replaceIn(file: string, part: RegExp | string, other: string): void {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(part, other);
  if (changed === text) throw new Error(`${file} has no ${part}`);
  writeFileSync(file, changed);
}
