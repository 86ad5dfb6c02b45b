import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/command';
import { expressionsOf } from './expressions';
import type { Plan } from './plan';
import { readSources, Sources } from './sources';

/** The stack of a plan, and the sources of its resources. */
export interface FoundStack {
  readonly stack?: string;
  readonly sources: Sources;
}

/** Share of the plan's addresses that a stack must have to be recognized. */
const minimumShare = 0.5;

/**
 * Finds the stack that a plan belongs to.
 *
 * @param folder the synthesized stacks
 * @param stack its name; by default the stack that has most of the plan's addresses, if there is one
 * @throws UserError if the stack does not exist, or if the plan does not belong to it
 */
export function findStack(plan: Plan, folder: string, stack: string | undefined): FoundStack {
  const addresses = addressesOf(plan);
  if (stack !== undefined) {
    const path = join(folder, stack);
    if (!/^[\w-]+$/.test(stack) || !existsSync(path)) {
      throw new UserError(
        `Stack "${stack}" does not exist in ${folder}; create it with: npm run synth`,
      );
    }
    const sources = readSources(path);
    const own = shareOf(addresses, sources);
    const [better] = stacksIn(folder, addresses).filter(({ share }) => share > own);
    if (better) {
      throw new UserError(
        `The plan does not belong to stack "${stack}": stack "${better.stack}" matches it better`,
      );
    }
    if (addresses.length === 0 || own > 0) return { stack, sources };
    throw new UserError(
      `The plan does not belong to stack "${stack}": the stack has none of its ${addresses.length} resources, such as ${addresses[0]}; omit --stack to review the plan of another project`,
    );
  }
  const [best, second] = stacksIn(folder, addresses);
  const isMatch = best && best.share >= minimumShare && best.share > (second?.share ?? 0);
  return isMatch ? { stack: best.stack, sources: best.sources } : { sources: Sources.none };
}

/** The stacks in a folder, those with the most addresses first. */
function stacksIn(folder: string, addresses: readonly string[]) {
  return (existsSync(folder) ? readdirSync(folder) : [])
    .map((stack) => {
      const sources = readSources(join(folder, stack));
      return { stack, sources, share: shareOf(addresses, sources) };
    })
    .sort((one, other) => other.share - one.share);
}

function shareOf(addresses: readonly string[], sources: Sources): number {
  const known = addresses.filter((address) => sources.has(address)).length;
  return addresses.length > 0 ? known / addresses.length : 0;
}

/** Addresses of the configuration, or of the changes if the plan has no configuration. */
function addressesOf(plan: Plan): string[] {
  const configured = [...expressionsOf(plan).keys()].filter((one) => !/(^|\.)data\./.test(one));
  if (configured.length > 0) return configured;
  return plan.resource_changes.filter(({ mode }) => mode !== 'data').map(({ address }) => address);
}
