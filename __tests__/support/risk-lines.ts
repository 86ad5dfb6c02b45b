import type { Plan, ResourceChange } from '../../commands/review/plan/plan';
import { planContexts } from '../../commands/review/redaction/plan-contexts';
import { risksOf } from '../../commands/review/risks/risks';
import { changeOf, planOf } from './plan-builder';

/** Risks as lines: `blocking|informational what: consequence`. */
export function risks(changes: readonly ResourceChange[], prior?: Plan['prior_state']): string[] {
  return risksOf(planContexts(planOf(changes, { prior_state: prior }))).map(
    ({ isBlocking: isGated, what, consequence }) =>
      `${isGated ? 'blocking' : 'informational'} ${what}: ${consequence}`,
  );
}

/** Risks as lines, without their consequences. */
export function whats(changes: readonly ResourceChange[], prior?: Plan['prior_state']): string[] {
  return risksOf(planContexts(planOf(changes, { prior_state: prior }))).map(
    ({ isBlocking: isGated, what }) => `${isGated ? 'blocking' : 'informational'} ${what}`,
  );
}

/** A resource that is updated in place. */
export function update(address: string, before: object, after: object, sign: object = {}) {
  return changeOf(address, ['update'], { before, after, after_unknown: sign });
}

/** A resource that a plan creates. */
export function create(address: string, after: object, sign: object = {}) {
  return changeOf(address, ['create'], { before: null, after, after_unknown: sign });
}

/** A resource that a plan destroys. */
export function destroy(address: string, before: object, deposed?: string) {
  return changeOf(address, ['delete'], { before, after: null }, deposed ? { deposed } : {});
}

/** A resource that a plan replaces. */
export function replace(address: string, before: object, after: object) {
  return changeOf(address, ['delete', 'create'], { before, after });
}

/** A policy with one statement that allows actions. */
export function policyOf(Action: unknown, Resource: unknown, other: object = {}): string {
  return JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource, ...other }] });
}
