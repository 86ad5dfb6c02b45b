import { Html, html } from './html';
import { kindWords } from './action-words';
import type { AttributeDiff, Change } from '../model/report';

/** Values longer than this get a box that scrolls. */
const manyLetters = 1200;
const manyLines = 16;

/** One resource: what happens to it, where it was written, why, and what differs. */
export function changeArticle(change: Change, id: string, isDrift = false): Html {
  const { symbol, word, done } = kindWords[change.kind];
  return html`<article id="${id}" class="change">
<h4><span class="kind ${change.kind}">${symbol} ${isDrift ? done : word}</span> <code>${change.address}</code></h4>
${origin(change)}${reasons(change, isDrift)}${attributeTable(change)}</article>
`;
}

function origin({ constructPath, source, movedFrom, importedId }: Change): Html | string {
  const parts = [
    constructPath === undefined ? undefined : html`construct <code>${constructPath}</code>`,
    source === undefined ? undefined : html`file <code>${source}</code>`,
    movedFrom === undefined ? undefined : html`moves from <code>${movedFrom}</code>`,
    importedId === undefined ? undefined : html`imported by id <code>${importedId}</code>`,
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return '';
  return html`<p class="meta">${parts.map((part, i) => (i === 0 ? part : html` · ${part}`))}</p>\n`;
}

function reasons({ kind, reasons }: Change, isDrift: boolean): Html | string {
  if (reasons.length === 0) return '';
  const why = isDrift ? 'Now' : `Why ${kindWords[kind].word}`;
  return html`<div class="why"><span class="why-word">${why}:</span> <ul>${reasons.map((reason) => html`<li>${reason}.</li>`)}</ul></div>\n`;
}

/** A table without the column before or after where no attribute has that. */
function attributeTable({ attributes, omitted, kind }: Change): Html {
  const more =
    omitted > 0
      ? html`<p class="more">${omitted} further attribute${omitted === 1 ? '' : 's'} not shown.</p>\n`
      : '';
  if (attributes.length === 0) return html`${more}`;
  const hasBefore = kind !== 'create' && attributes.some(({ before }) => before !== undefined);
  const hasAfter = kind !== 'destroy' && attributes.some(({ after }) => after !== undefined);
  const columns = hasBefore && hasAfter ? ['Before', 'After'] : [hasBefore ? 'Now' : 'Value'];
  const rows = attributes.map((attribute) => {
    const values = [
      ...(hasBefore ? [attribute.before] : []),
      ...(hasAfter || !hasBefore ? [attribute.after] : []),
    ];
    return html`<tr${attribute.isReplacing ? new Html(' class="replacing"') : ''}><th scope="row">${name(attribute)}</th>${values.map(value)}</tr>\n`;
  });
  return html`<table class="attributes${columns.length === 1 ? ' single' : ''}">
<thead><tr><th scope="col">Attribute</th>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table>
${more}`;
}

function name({ path, isReplacing }: AttributeDiff): Html {
  return html`<code>${path}</code>${isReplacing ? html` <span class="forces">± forces replacement</span>` : ''}`;
}

/** A cell with a value: nothing and an empty text are told apart, and what is very long scrolls in its cell. */
export function value(text: string | undefined): Html {
  if (text === undefined) return html`<td class="none">none</td>`;
  if (text === '') return html`<td class="none">empty text</td>`;
  const isLong = text.length > manyLetters || text.split('\n', manyLines + 1).length > manyLines;
  return isLong
    ? html`<td><div class="long" tabindex="0" role="region" aria-label="Long value"><code>${text}</code></div></td>`
    : html`<td><code>${text}</code></td>`;
}
