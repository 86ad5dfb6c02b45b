import type { Kind } from '../model/kind';
import { kindOf } from '../model/kind';
import type { Review } from '../model/report';
import type { Plan } from '../plan/plan';

/** How many resources each thing happens to; what is moved or imported and changed besides counts for both. */
export function countsOf(plan: Plan): Review['counts'] {
  const counts: Record<Kind, number> = {
    create: 0,
    update: 0,
    replace: 0,
    destroy: 0,
    forget: 0,
    move: 0,
    import: 0,
  };
  for (const one of plan.resource_changes) {
    const kind = one.mode === 'data' ? undefined : kindOf(one);
    if (kind === undefined) continue;
    if (kind !== 'move' && kind !== 'import') counts[kind]++;
    if (one.previous_address !== undefined && one.previous_address !== one.address) counts.move++;
    if (one.change.importing) counts.import++;
  }
  return counts;
}

/** `3 to add, 1 to change, 1 to replace, 0 to destroy`, and what there is besides. */
export function headline({ counts, outputs }: Pick<Review, 'counts' | 'outputs'>): string {
  const { create, update, replace, destroy, forget, move, import: imported } = counts;
  const all = create + update + replace + destroy + forget + move + imported;
  if (all === 0) return outputs.length > 0 ? 'No resource changes, only outputs' : 'Nothing to do';
  return [
    `${create} to add`,
    `${update} to change`,
    `${replace} to replace`,
    `${destroy} to destroy`,
    ...(imported > 0 ? [`${imported} to import`] : []),
    ...(move > 0 ? [`${move} to move`] : []),
    ...(forget > 0 ? [`${forget} to forget`] : []),
  ].join(', ');
}

/**
 * What GitLab's widget in a merge request takes: exactly these three, a replacement once as created and once as deleted.
 * Its parser: https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/gitlab/ci/parsers/terraform/tfplan.rb
 */
export function widget({ counts }: Review): string {
  const { create, update, replace, destroy } = counts;
  return JSON.stringify({ create: create + replace, update, delete: destroy + replace });
}
