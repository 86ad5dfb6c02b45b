import { formatUsdDifference, formatUsdRange } from '../cost/items';
import type { Cost, CostLine } from '../model/cost';
import { prose } from './markdown-text';

/** The cost section; empty if there are neither priced resources nor notes. */
export function costMarkdown({ region, pricesDate, before, after, lines, notes }: Cost): string[] {
  if (lines.length === 0 && notes.length === 0) return [];
  const changed = lines.filter((line) => !isSame(line));
  return [
    '## Cost estimate',
    '',
    ...(lines.length > 0
      ? [
          `**${formatUsdRange(before)} USD per month before, ${formatUsdRange(after)} after (${formatUsdDifference(before, after) ?? 'no difference'})**: estimate${region === undefined ? '' : ` for ${region}`} with prices as of ${pricesDate}, from the minimum to the maximum number of tasks and instances, without traffic.`,
          '',
        ]
      : []),
    ...(changed.length > 0
      ? [
          '| USD per month | before | after |',
          '|---|--:|--:|',
          ...changed.map(
            ({ what, before: was, after: willBe }) =>
              `| ${prose(what)} | ${was ? formatUsdRange(was) : ''} | ${willBe ? formatUsdRange(willBe) : ''} |`,
          ),
          '',
        ]
      : []),
    ...unchangedLines(lines.filter(isSame), changed.length > 0),
    ...notes.map((note) => `- ${prose(note)}.`),
    ...(notes.length > 0 ? [''] : []),
  ];
}

function unchangedLines(unchanged: readonly CostLine[], isRest: boolean): string[] {
  if (unchanged.length === 0) return [];
  return [
    `<details><summary>${isRest ? 'Unchanged costs' : 'All costs are unchanged'}</summary>`,
    '',
    '| USD per month | |',
    '|---|--:|',
    ...unchanged.map(
      ({ what, after }) => `| ${prose(what)} | ${after ? formatUsdRange(after) : ''} |`,
    ),
    '',
    '</details>',
    '',
  ];
}

function isSame({ before, after }: CostLine): boolean {
  return before?.least === after?.least && before?.most === after?.most;
}
