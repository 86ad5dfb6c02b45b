import { isPlainObject } from '../../../constructs/options/validation-issues';
import { isWritten } from '../changes/change-attributes';
import { byAddress, changeOf } from '../changes/changes';
import { kindOf } from '../model/kind';
import type { Change, Risk } from '../model/report';
import { withoutInstanceKeys } from '../plan/addresses';
import type { PlanContext } from '../plan/plan-context';
import type { Sources } from '../plan/sources';
import { SecurityGroupRisks } from './security-group-risks';

/** Attribute that lists rules that were added to a security group outside of Terraform. */
const addedRulesPath = 'additional rules';

/**
 * Changes made outside of Terraform since the last apply. Only attributes that the configuration sets count: values that
 * AWS fills in, or returns in another form, are not drift. Attributes with another owner, such as the task count that
 * scaling sets, are not drift either.
 */
export function driftOf(context: PlanContext): Change[] {
  const { plan, sources, expressions } = context;
  const securityGroups = context.derived(SecurityGroupRisks);
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
          ? 'the plan changes this resource: see Changes'
          : 'the plan does not change this resource',
      ]);
      if (kind === 'destroy') return [change];
      const written = expressions.get(withoutInstanceKeys(one.address));
      // A resource that was removed from the configuration has no expressions.
      if (!written && expressions.size > 0) return [];
      const owned = ownedByOthers(one.address, sources);
      const attributes = change.attributes.filter(
        ({ path }) => isWritten(attributeOf(path), written) && !owned.includes(attributeOf(path)),
      );
      // Rules that are separate resources are not attributes of their security group.
      const path = addedRulesPath;
      const addedRules = securityGroups
        .allowedOutsideTerraform(one)
        .map((after) => ({ path, after, isReplacing: false }));
      const all = [...attributes, ...addedRules];
      return all.length > 0 ? [{ ...change, attributes: all }] : [];
    })
    .sort(byAddress);
}

/** Rules that were added by hand: no plan contains them, but a reviewer must know about them. */
export function driftRisks(drift: readonly Change[]): Risk[] {
  return drift.flatMap(({ address, attributes }) =>
    attributes
      .filter(({ path }) => path === addedRulesPath)
      .map(({ after }) => ({
        address,
        action: 'update' as const,
        area: 'ports' as const,
        what: `A security group was changed outside of Terraform: it ${after ?? ''}`,
        consequence:
          'the apply does not revert it, because no rule in the configuration corresponds to it',
        isBlocking: false,
      })),
  );
}

/** Attributes that Terraform ignores because they have another owner (`ignore_changes`). */
function ownedByOthers(address: string, sources: Sources): string[] {
  const lifecycle = sources.written(address, 'lifecycle');
  const ignored = isPlainObject(lifecycle) ? lifecycle.ignore_changes : [];
  return Array.isArray(ignored) ? ignored.map((path) => attributeOf(String(path))) : [];
}

/** `tags` of `tags.Name`. */
function attributeOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? '';
}
