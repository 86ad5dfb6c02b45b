import { isPlainObject } from '../../../constructs/options/validation-issues';
import { isWritten } from '../changes/change-attributes';
import { byAddress, changeOf } from '../changes/changes';
import type { Change, Risk } from '../model/report';
import { withoutKeys } from '../plan/addresses';
import { kindOf } from '../plan/change-action';
import { expressionsOf } from '../plan/expressions';
import type { Plan } from '../plan/plan';
import type { Sources } from '../plan/sources';
import { SecurityGroupRisks } from './security-group-risks';

/** Where a port that somebody has opened is among the attributes of its security group. */
const addedRulesPath = 'its rules';

/**
 * What has changed outside of Terraform since the last apply. What AWS fills in by itself, or says in another way than
 * Terraform has written it, is none of it: only what is written counts. Nor is what belongs to others, such as the number
 * of tasks that scaling has chosen.
 */
export function driftOf(plan: Plan, sources: Sources): Change[] {
  const written = expressionsOf(plan);
  const securityGroups = new SecurityGroupRisks(plan);
  const changed = new Set(
    plan.resource_changes.filter((one) => kindOf(one)).map(({ address }) => address),
  );
  return plan.resource_drift
    .filter(({ mode }) => mode !== 'data')
    .flatMap((one) => {
      const kind = kindOf(one);
      if (kind !== 'update' && kind !== 'destroy') return [];
      const change = changeOf(one, kind, sources, [
        changed.has(one.address)
          ? 'the plan takes it up: see there'
          : 'the plan leaves it as it is',
      ]);
      if (kind === 'destroy') return [change];
      const expressions = written.get(withoutKeys(one.address));
      // Of what is no longer described nobody has written anything.
      if (!expressions && written.size > 0) return [];
      const owned = ownedByOthers(one.address, sources);
      const attributes = change.attributes.filter(
        ({ path }) =>
          isWritten(attributeOf(path), expressions) && !owned.includes(attributeOf(path)),
      );
      // Rules that are resources of their own are no attributes of their group.
      const path = addedRulesPath;
      const addedRules = securityGroups
        .allowedOutsideTerraform(one)
        .map((after) => ({ path, after, isReplacing: false }));
      const all = [...attributes, ...addedRules];
      return all.length > 0 ? [{ ...change, attributes: all }] : [];
    })
    .sort(byAddress);
}

/** What somebody has opened by hand: a reviewer should know of it first, though no plan does it. */
export function driftRisks(drift: readonly Change[]): Risk[] {
  return drift.flatMap(({ address, attributes }) =>
    attributes
      .filter(({ path }) => path === addedRulesPath)
      .map(({ after }) => ({
        address,
        action: 'update' as const,
        area: 'ports' as const,
        what: `Somebody has changed a security group outside of Terraform: it ${after ?? ''}`,
        consequence: 'it stays so, since no rule of the description says it',
        isBlocking: false,
      })),
  );
}

/** The attributes that Terraform ignores, because others own them (`ignore_changes`). */
function ownedByOthers(address: string, sources: Sources): string[] {
  const lifecycle = sources.written(address, 'lifecycle');
  const ignored = isPlainObject(lifecycle) ? lifecycle.ignore_changes : [];
  return Array.isArray(ignored) ? ignored.map((path) => attributeOf(String(path))) : [];
}

/** `tags` of `tags.Name`. */
function attributeOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? '';
}
