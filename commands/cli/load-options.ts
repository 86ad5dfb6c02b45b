import { readFileSync } from 'node:fs';
import {
  type ResolvedService,
  resolveServices,
} from '../../constructs/options/service/resolve-services';
import { ValidationError } from '../../constructs/options/validation-issues';
import { moduleNameOf } from '../../constructs/synth/generated-files';
import { runChild } from './child-process';
import { UserError } from './command';

/**
 * The services of services.ts, checked.
 *
 * @throws UserError with what is wrong with them.
 */
export async function loadServices(): Promise<ResolvedService[]> {
  // Loaded here, so that a file that does not parse leaves --help alone.
  const { services } = await import('../../services.js');
  try {
    return resolveServices(services);
  } catch (error) {
    throw error instanceof ValidationError ? new UserError(error.message) : error;
  }
}

/**
 * Writes all stacks, as npm run synth does.
 *
 * @param outdir where to.
 * @returns the names of those that can be applied, and are no modules: an older one may have left its folder.
 * @throws UserError with what is wrong with the description.
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

/** @throws UserError where a stack that could be is not among those that were written. */
export function requireStack(stack: string, written: readonly string[]): void {
  if (written.includes(stack)) return;
  throw new UserError(`main.ts makes no stack "${stack}", only ${written.join(', ')}`);
}
