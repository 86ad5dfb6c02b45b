import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/command';
import { expressionsOf } from './expressions';
import type { Plan } from './plan';
import { readSources, Sources } from './sources';

/** A stack, and what made its resources. */
export interface FoundStack {
  readonly stack?: string;
  readonly sources: Sources;
}

/** How much of a plan must be of a stack for it to be taken for a plan of it. */
const enough = 0.5;

/**
 * The stack that was planned, among those that are synthesized in a folder.
 *
 * @param stack its name, if it is known; else the stack that has most of the plan's addresses is taken. Without any the
 *   plan is a foreign one.
 * @throws UserError where there is no such stack, or the plan is not of it.
 */
export function findStack(plan: Plan, folder: string, stack: string | undefined): FoundStack {
  const addresses = addressesOf(plan);
  if (stack !== undefined) {
    const path = join(folder, stack);
    if (!/^[\w-]+$/.test(stack) || !existsSync(path)) {
      throw new UserError(
        `There is no stack "${stack}" in ${folder}; write it with: npm run synth`,
      );
    }
    const sources = readSources(path);
    const own = shareOf(addresses, sources);
    const [better] = stacksIn(folder, addresses).filter(({ share }) => share > own);
    if (better) {
      throw new UserError(
        `The plan is not of stack "${stack}": it fits stack "${better.stack}" better`,
      );
    }
    if (addresses.length === 0 || own > 0) return { stack, sources };
    throw new UserError(
      `The plan is not of stack "${stack}": that has none of its ${addresses.length} resources, such as ${addresses[0]}; leave --stack out for a plan of something else`,
    );
  }
  const [best, second] = stacksIn(folder, addresses);
  const isTelling = best && best.share >= enough && best.share > (second?.share ?? 0);
  return isTelling ? { stack: best.stack, sources: best.sources } : { sources: Sources.none };
}

/** The stacks in a folder, those first that have most of the addresses. */
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

/** What is described, or, where the configuration is not in the plan, what changes. */
function addressesOf(plan: Plan): string[] {
  const described = [...expressionsOf(plan).keys()].filter((one) => !/(^|\.)data\./.test(one));
  if (described.length > 0) return described;
  return plan.resource_changes.filter(({ mode }) => mode !== 'data').map(({ address }) => address);
}
