import { join } from 'node:path';
import { planIn } from '../../commands/review/plan/read-plan';
import { sourcesOf } from '../../commands/review/plan/sources';
import { markdown } from '../../commands/review/report/markdown';
import { reviewOf } from '../../commands/review/review';

/**
 * The report of a plan in a folder that `make.ts` has written; nothing is acknowledged.
 *
 * @param sources folder with the sources.json that leads addresses back to the code.
 */
export function reportOf(folder: string, name: string, sources = folder): string {
  const { review } = reviewOf(planIn(join(folder, `${name}.json`)), {
    stack: 'fargate',
    sources: sourcesOf(sources),
    acknowledgements: [],
    file: 'acknowledgements/fargate.json',
  });
  return markdown(review);
}
