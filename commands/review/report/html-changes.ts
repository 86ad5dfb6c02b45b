import { counted } from '../../cli/counted';
import { kindWords } from '../model/kind';
import type { AttributeDiff, Change } from '../model/report';
import { Html, html } from './html';

/** Longer values get a scrollable box. */
const manyLetters = 1200;
const manyLines = 16;

/** One resource: its action, construct and file, the reasons, and the attributes that change. */
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

/** The attributes as a table. A column that would be empty is left out. */
function attributeTable({ attributes, omitted, kind }: Change): Html {
  const more =
    omitted > 0
      ? html`<p class="more">${counted(omitted, 'further attribute')} not shown.</p>\n`
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

/** A cell with a value. No value and an empty string look different; a very long value scrolls in its cell. */
export function value(text: string | undefined): Html {
  if (text === undefined) return html`<td class="none">none</td>`;
  if (text === '') return html`<td class="none">empty string</td>`;
  const isLong = text.length > manyLetters || text.split('\n', manyLines + 1).length > manyLines;
  return isLong
    ? html`<td><div class="long" tabindex="0" role="region" aria-label="Long value"><code>${text}</code></div></td>`
    : html`<td><code>${text}</code></td>`;
}
