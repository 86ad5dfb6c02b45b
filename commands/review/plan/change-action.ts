import type { Kind } from '../model/report';
import type { Action, ResourceChange } from './plan';

/** What happens to a resource; `undefined` where nothing does, or only data is read. */
export function kindOf({
  change,
  previous_address: previous,
  address,
}: ResourceChange): Kind | undefined {
  const { actions, importing } = change;
  const has = (action: Action) => actions.includes(action);
  if (has('create') && (has('delete') || has('forget'))) return 'replace';
  if (has('create')) return 'create';
  if (has('delete')) return 'destroy';
  if (has('forget')) return 'forget';
  if (has('update')) return 'update';
  if (has('read')) return undefined;
  if (importing) return 'import';
  return previous !== undefined && previous !== address ? 'move' : undefined;
}
