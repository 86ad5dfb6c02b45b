import { formatUsdDifference, formatUsdRange } from '../cost/items';
import type { Cost, Range } from '../model/cost';
import { type Html, html } from './html';

const nothing: Range = { least: 0, most: 0 };

/** Whether the estimate has any lines or notes. */
export function hasCost({ lines, notes }: Cost): boolean {
  return lines.length + notes.length > 0;
}

/** The monthly estimate before and after the change, line by line. */
export function costSection(cost: Cost): Html | string {
  if (!hasCost(cost)) return '';
  const notes = cost.notes.map((note) => html`<li>${note}.</li>`);
  return html`<section aria-labelledby="cost">
<h2 id="cost">Cost estimate</h2>
${cost.lines.length > 0 ? costTable(cost) : ''}${notes.length > 0 ? html`<ul class="notes">${notes}</ul>\n` : ''}</section>
`;
}

function costTable(cost: Cost): Html {
  const region = cost.region === undefined ? 'region unknown' : `region ${cost.region}`;
  const lines = cost.lines.map(
    ({ what, before, after }) =>
      html`<tr><th scope="row">${what}</th>${cells(before, after)}</tr>\n`,
  );
  return html`<p class="sum">${costSentence(cost)}</p>
<table class="cost">
<caption>USD per month, from minimum to maximum scaling; prices as of ${cost.pricesDate}, ${region}</caption>
<thead><tr><th scope="col">Resource</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Difference</th></tr></thead>
<tbody>
${lines}</tbody>
<tfoot><tr><th scope="row">Total</th>${cells(cost.before, cost.after)}</tr></tfoot>
</table>
`;
}

/** `Estimated at 36.04 USD per month before and 48.04 to 120.10 after: +12.00 to +84.06.` */
function costSentence({ before, after }: Cost): string {
  const difference = formatUsdDifference(before, after);
  if (difference === undefined)
    return `The estimate stays at ${formatUsdRange(after)} USD per month.`;
  return `Estimated at ${formatUsdRange(before)} USD per month before and ${formatUsdRange(after)} after: ${difference}.`;
}

function cells(before: Range | undefined, after: Range | undefined): Html[] {
  const difference = formatUsdDifference(before ?? nothing, after ?? nothing) ?? 'none';
  return [
    cell('Before', before === undefined ? 'none' : formatUsdRange(before)),
    cell('After', after === undefined ? 'none' : formatUsdRange(after)),
    cell('Difference', difference),
  ];
}

function cell(label: string, text: string): Html {
  return html`<td data-label="${label}"${text === 'none' ? html` class="none"` : ''}>${text}</td>`;
}
