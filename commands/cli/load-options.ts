import { readFileSync } from 'node:fs';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import type { ResolvedService } from '../../constructs/options/service/resolved-service';
import { ValidationError } from '../../constructs/options/validation-issues';
import { moduleNameOf } from '../../constructs/synth/generated-files';
import { runChild } from './child-process';
import { UserError } from './command';

/**
 * Loads the services of services.ts and validates them.
 *
 * @throws UserError that lists all validation issues.
 */
export async function loadServices(): Promise<ResolvedService[]> {
  // Imported here, so that --help works even if the file has a syntax error.
  const { services } = await import('../../services.js');
  try {
    return resolveServices(services);
  } catch (error) {
    throw error instanceof ValidationError ? new UserError(error.message) : error;
  }
}

/**
 * Synthesizes all stacks, as npm run synth does.
 *
 * @param outdir output folder.
 * @returns the names of the stacks that can be applied, without modules. The folder can contain stacks that no longer exist.
 * @throws UserError with the error of the synth.
 */
export async function synth(outdir = 'cdktf.out'): Promise<string[]> {
  const env = { ...process.env, CDKTF_OUTDIR: outdir };
  const { code, stderr } = await runChild(process.execPath, ['--import', 'tsx', 'main.ts'], {
    env,
  });
  if (code !== 0) throw new UserError(stderr.trim());
  const { stacks } = JSON.parse(readFileSync(`${outdir}/manifest.json`, 'utf8'));
  return Object.keys(stacks).filter((stack) => moduleNameOf(stack) === undefined);
}

/** @throws UserError if a stack is not among the synthesized ones. */
export function requireStack(stack: string, written: readonly string[]): void {
  if (written.includes(stack)) return;
  throw new UserError(`main.ts has no stack "${stack}", only ${written.join(', ')}`);
}
