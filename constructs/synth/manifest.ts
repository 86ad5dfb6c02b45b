import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineEnvironment } from '../iam/pipeline-environment';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import type { ResolvedService } from '../options/service/resolved-service';

/**
 * Context key with the names of the stacks that a command needs: `local`, or environments, which bring their registries. Without it,
 * all stacks are synthesized, and the files that people read.
 */
export const selectedStacksKey = 'magicnight:stacks';

/** File in the output folder with what commands need to know of main.ts and services.ts. */
const manifestFile = 'magicnight.json';

/** What commands need to know of an app. */
export interface AppManifest {
  /** Increases when a field changes its meaning. */
  readonly version: 1;

  readonly project: string;

  /** The services, as on the laptop. */
  readonly services: readonly ResolvedService[];

  /** Names of all environments, also of those that were not synthesized. */
  readonly environmentNames: readonly string[];

  /** The environments that were synthesized. */
  readonly environments: readonly EnvironmentManifest[];

  /** Names of all synthesized stacks that can be applied. */
  readonly stacks: readonly string[];
}

export interface EnvironmentManifest
  extends PipelineEnvironment,
    Pick<ResolvedEnvironment, 'account' | 'services'> {
  readonly capacity: 'fargate' | 'ec2';

  /** Name of the stack with its image repositories. */
  readonly registry: string;
}

/** Writes the manifest beside the stacks. */
export function writeManifest(outdir: string, manifest: AppManifest): void {
  mkdirSync(outdir, { recursive: true });
  const text = JSON.stringify(manifest, undefined, 2);
  writeFileSync(join(outdir, manifestFile), `${text}\n`);
}

/** Reads the manifest of an output folder. */
export function readManifest(outdir: string): AppManifest {
  return JSON.parse(readFileSync(join(outdir, manifestFile), 'utf8'));
}

/** Whether a stack has image repositories, and is applied before the environments. */
export function isRegistryStack(stack: string): boolean {
  return /^registry(-|$)/.test(stack);
}

/** Names of the registries and the environments that were synthesized. */
export function appliedOnAws({ stacks, environments }: AppManifest): string[] {
  const names = environments.map(({ name }) => name);
  return stacks.filter((stack) => isRegistryStack(stack) || names.includes(stack));
}
