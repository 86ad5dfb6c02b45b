import type { ChangeState } from './topology';

/** What happens to a part that is made of several resources: the same as to all of them, else that it changes. */
export function combinedState(
  states: readonly (ChangeState | undefined)[],
): ChangeState | undefined {
  const [first] = states;
  if (states.every((state) => state === first)) return first;
  return states.includes('replace') ? 'replace' : 'update';
}
