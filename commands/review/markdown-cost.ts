import type { Cost, CostLine, Range } from './cost';
import { prose } from './markdown-text';

/** What it costs, as a section; none where nothing of it has a price and there is nothing to note. */
export function costLines({ region, pricesDate, before, after, lines, notes }: Cost): string[] {
  if (lines.length === 0 && notes.length === 0) return [];
  const changed = lines.filter((line) => !isSame(line));
  return [
    '## What it costs',
    '',
    ...(lines.length > 0
      ? [
          `**${shown(before)} USD a month before, ${shown(after)} after (${difference(before, after)})**: an estimate${region === undefined ? '' : ` for ${region}`} with prices of ${pricesDate}, without traffic, from the fewest to the most tasks and hosts that scaling allows.`,
          '',
        ]
      : []),
    ...(changed.length > 0
      ? [
          '| USD a month | before | after |',
          '|---|--:|--:|',
          ...changed.map(
            ({ what, before: was, after: willBe }) =>
              `| ${prose(what)} | ${was ? shown(was) : ''} | ${willBe ? shown(willBe) : ''} |`,
          ),
          '',
        ]
      : []),
    ...keptLines(lines.filter(isSame), changed.length > 0),
    ...notes.map((note) => `- ${prose(note)}.`),
    ...(notes.length > 0 ? [''] : []),
  ];
}

function keptLines(kept: readonly CostLine[], isRest: boolean): string[] {
  if (kept.length === 0) return [];
  return [
    `<details><summary>${isRest ? 'The rest' : 'All'} stays as it is</summary>`,
    '',
    '| USD a month | |',
    '|---|--:|',
    ...kept.map(({ what, after }) => `| ${prose(what)} | ${after ? shown(after) : ''} |`),
    '',
    '</details>',
    '',
  ];
}

function isSame({ before, after }: CostLine): boolean {
  return before?.least === after?.least && before?.most === after?.most;
}

function shown({ least, most }: Range): string {
  const [from, to] = [least.toFixed(2), most.toFixed(2)];
  return from === to ? from : `${from} to ${to}`;
}

/** `+12.30 to +49.20`. */
function difference(before: Range, after: Range): string {
  const signed = (amount: number) => `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(2)}`;
  const [from, to] = [after.least - before.least, after.most - before.most].map(signed);
  if (Math.abs(after.least - before.least) < 0.005 && Math.abs(after.most - before.most) < 0.005) {
    return 'no difference';
  }
  return from === to ? `${from}` : `${from} to ${to}`;
}
