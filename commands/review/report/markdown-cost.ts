import type { Cost, CostLine } from '../cost/estimate';
import { prose } from './markdown-text';
import { formatUsdDifference, formatUsdRange } from '../cost/money';

/** What it costs, as a section; none where nothing of it has a price and there is nothing to note. */
export function costMarkdown({ region, pricesDate, before, after, lines, notes }: Cost): string[] {
  if (lines.length === 0 && notes.length === 0) return [];
  const changed = lines.filter((line) => !isSame(line));
  return [
    '## What it costs',
    '',
    ...(lines.length > 0
      ? [
          `**${formatUsdRange(before)} USD a month before, ${formatUsdRange(after)} after (${formatUsdDifference(before, after) ?? 'no difference'})**: an estimate${region === undefined ? '' : ` for ${region}`} with prices of ${pricesDate}, without traffic, from the fewest to the most tasks and hosts that scaling allows.`,
          '',
        ]
      : []),
    ...(changed.length > 0
      ? [
          '| USD a month | before | after |',
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
    `<details><summary>${isRest ? 'The rest' : 'All'} stays as it is</summary>`,
    '',
    '| USD a month | |',
    '|---|--:|',
    ...unchanged.map(({ what, after }) => `| ${prose(what)} | ${after ? formatUsdRange(after) : ''} |`),
    '',
    '</details>',
    '',
  ];
}

function isSame({ before, after }: CostLine): boolean {
  return before?.least === after?.least && before?.most === after?.most;
}
