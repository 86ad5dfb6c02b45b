import { attributeDifferences } from './attribute-diff';
import type { Plan } from './plan';
import type { OutputChange } from './review';

/** Outputs that change, in the order of their names; of those with parts each part that changes. */
export function outputChangesOf({ output_changes: outputs }: Plan): OutputChange[] {
  return Object.entries(outputs)
    .filter(([, { actions }]) => !actions.includes('no-op'))
    .flatMap(([name, { before, after, after_unknown: sign }]) =>
      attributeDifferences('output', { [name]: before }, { [name]: after }, { [name]: sign }),
    )
    .map(({ path, before, after }) => ({ name: path, before, after }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
