import type { OutputChange } from '../model/report';
import type { Plan } from '../plan/plan';
import { attributeDifferences } from './attribute-diff';

/** As many parts of one output are shown. */
const most = 6;

/** Outputs that change, in the order of their names; of those with parts each part that changes. */
export function outputChangesOf({ output_changes: outputs }: Plan): OutputChange[] {
  return Object.entries(outputs)
    .filter(([, { actions }]) => !actions.includes('no-op'))
    .flatMap(([name, { before, after, after_unknown: sign }]): OutputChange[] => {
      const [was, willBe, unknowns] = [before, after, sign].map((value) => ({ [name]: value }));
      const parts = attributeDifferences('output', was, willBe, unknowns);
      // So many are of something that is among the changes, too.
      if (parts.length > most) return [{ name, after: `${parts.length} values in it differ` }];
      return parts.map((part) => ({ name: part.path, before: part.before, after: part.after }));
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
