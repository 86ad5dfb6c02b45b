import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suggestClosest } from '../../constructs/options/validation-issues';
import {
  type AppManifest,
  type EnvironmentManifest,
  readManifest,
  selectedStacksKey,
} from '../../constructs/synth/manifest';
import { runChild } from './child-process';
import { UserError } from './command';
import { programArguments } from './own-programs';

export interface SynthOptions {
  /**
   * The stacks that the command needs: `local`, or environments, which bring their registries. Others may have errors.
   *
   * @default - all, as npm run synth does
   */
  readonly stacks?: readonly string[];

  /**
   * Output folder.
   *
   * @default 'cdktf.out'
   */
  readonly outdir?: string;
}

/**
 * Synthesizes stacks with main.ts.
 *
 * @throws UserError with the error of the synth.
 */
export async function synth({
  stacks,
  outdir = 'cdktf.out',
}: SynthOptions = {}): Promise<AppManifest> {
  const selected = stacks && {
    CDKTF_CONTEXT_JSON: JSON.stringify({ [selectedStacksKey]: stacks }),
  };
  const env = { ...process.env, CDKTF_OUTDIR: outdir, ...selected };
  const args = programArguments(require.resolve('../synth'));
  const { code, stderr } = await runChild(process.execPath, args, { env });
  if (code !== 0) throw new UserError(stderr.trim());
  try {
    return readManifest(outdir);
  } catch {
    throw new UserError(
      'main.ts must call run(() => new ServicesApp({ … })), which writes what commands need',
    );
  }
}

/**
 * What main.ts and services.ts describe, without changing the project. Environments are validated only if they are named.
 *
 * @throws UserError that lists all validation issues.
 */
export async function describe(stacks: readonly string[] = []): Promise<AppManifest> {
  const outdir = mkdtempSync(join(tmpdir(), 'magicnight-description-'));
  try {
    return await synth({ stacks, outdir });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** @throws UserError if there is no environment with this name. */
export function requireEnvironment(
  name: string,
  { environmentNames, environments }: AppManifest,
): EnvironmentManifest {
  const found = environments.find((environment) => environment.name === name);
  if (found) return found;
  throw new UserError(
    `main.ts has no environment "${name}"; ${suggestClosest(name, environmentNames)}`,
  );
}
