import { createHash } from 'node:crypto';
import { counted } from '../../cli/counted';
import { headline } from '../changes/summary';
import { formatUsdDifference } from '../cost/items';
import { kindWords } from '../model/kind';
import type { OutputChange, Review } from '../model/report';
import type { Topology } from '../model/topology';
import { formatInteger, Html, html } from './html';
import { value } from './html-changes';
import { costSection, hasCost } from './html-cost';
import { changeAnchors, changesSection, driftSection, groupAnchor, tally } from './html-groups';
import { policyHeadline, risksSection } from './html-risks';
import { pageStyle } from './html-style';
import { topologySvg } from './topology-svg';

/** Above this number, the groups are collapsed in the contents. */
const fewGroups = 8;

/** Above this number of changes, the browser renders only the visible ones. */
const many = 300;

/** The report as one HTML file. It loads nothing, runs no script, and contains values of the plan only as text. */
export function htmlReport(review: Review): string {
  const name = review.stack === undefined ? 'Plan' : `Plan of ${review.stack}`;
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${name}: ${headline(review)}</title>
<style>${new Html(pageStyle)}</style>
</head>
<body${changeCount(review) > many ? html` class="many"` : ''}>
${header(review, name)}${contents(review)}<main>
${risksSection(review, changeAnchors(review.groups))}${review.topology === undefined ? '' : topologySection(review.topology)}${costSection(
  review.cost,
)}${changesSection(review)}${outputsSection(review.outputs)}${driftSection(review.drift)}</main>
${footer(review)}</body>
</html>
`;
  return page.text;
}

/** Allows only the page's own style sheet, by its hash. */
function contentSecurityPolicy(): string {
  const hash = createHash('sha256').update(pageStyle).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function header(review: Review, name: string): Html {
  const { word, text } = policyHeadline(review);
  return html`<header>
<h1>${name}</h1>
<p class="headline">${coloured(headline(review))}</p>
${review.isFirst ? html`<p class="first-apply">No resource exists yet.</p>\n` : ''}${review.notices.map((notice) => html`<p class="notice">${notice}</p>\n`)}<p class="policy ${word}">${text}</p>
</header>
`;
}

/** The difference of the estimate, for the contents. */
function costEntry({ before, after }: Review['cost']): string {
  const difference = formatUsdDifference(before, after);
  return difference === undefined ? 'no difference' : `${difference} USD`;
}

/** The headline with each count in the colour of its kind; zero counts have no colour. */
function coloured(text: string): Html {
  const parts = text.split(', ').map((part) => {
    const [count, word] = part.split(' to ');
    const [kind] = Object.entries(kindWords).find(([, words]) => words.word === word) ?? ['none'];
    return html`<span class="${count === '0' ? 'zero' : kind}">${part}</span>`;
  });
  return html`${parts.map((part, i) => (i === 0 ? part : html`, ${part}`))}`;
}

function contents(review: Review): Html {
  const { risks, proposal, topology, cost, groups, outputs, drift } = review;
  const entry = (id: string, text: string, note = '') =>
    html`<li><a href="#${id}">${text}</a>${note === '' ? '' : html` <span class="note">${note}</span>`}</li>\n`;
  const groupList = groups.map(
    ({ title, changes }, i) =>
      html`<li><a href="#${groupAnchor(i)}">${title}</a> ${tally(changes)}</li>\n`,
  );
  return html`<nav aria-label="Contents">
<ul>
${entry('risks', 'Risks', risks.length > 0 ? formatInteger(risks.length) : 'none')}${proposal === undefined ? '' : entry('acknowledge', 'To acknowledge')}${
  topology === undefined ? '' : entry('topology', 'Request path')
}${hasCost(cost) ? entry('cost', 'Cost', costEntry(cost)) : ''}${
  groups.length === 0 ? '' : entry('changes', 'Changes', formatInteger(changeCount(review)))
}${outputs.length === 0 ? '' : entry('outputs', 'Outputs', formatInteger(outputs.length))}${
  drift.length === 0 ? '' : entry('drift', 'Drift', formatInteger(drift.length))
}${entry('fingerprint', 'Fingerprint')}</ul>
${
  groups.length === 0
    ? ''
    : html`<details${groups.length <= fewGroups ? html` open` : ''}><summary>${counted(groups.length, 'group')} of changes</summary>
<ol>
${groupList}</ol></details>
`
}</nav>
`;
}

/** The request path as a drawing in a scrollable box, and as a list for readers who cannot see it. */
function topologySection(topology: Topology): Html {
  const lines = new Map(topology.nodes.map(({ id, lines }) => [id, lines.join(', ')]));
  const items = topology.nodes.map(({ id, state, to }) => {
    const leadsTo = to.map((next) => lines.get(next)).filter((line) => line !== undefined);
    const happens = state === undefined ? '' : ` (${kindWords[state].word})`;
    return html`<li>${lines.get(id)}${happens}${leadsTo.length > 0 ? ` → ${leadsTo.join('; ')}` : ''}</li>\n`;
  });
  return html`<section aria-labelledby="topology">
<h2 id="topology">Request path</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Drawing of the request path">${new Html(topologySvg(topology))}</div>
<details class="as-list"><summary>The same as a list</summary>
<ul>
${items}</ul></details>
</section>
`;
}

function outputsSection(outputs: readonly OutputChange[]): Html | string {
  if (outputs.length === 0) return '';
  const rows = outputs.map(
    ({ name, before, after }) =>
      html`<tr><th scope="row"><code>${name}</code></th>${value(before)}${value(after)}</tr>\n`,
  );
  return html`<section aria-labelledby="outputs">
<h2 id="outputs">Outputs</h2>
<table class="attributes">
<thead><tr><th scope="col">Output</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>
${rows}</tbody></table>
</section>
`;
}

function footer({ fingerprint, terraformVersion }: Review): Html {
  return html`<footer>
<h2 id="fingerprint">Fingerprint</h2>
<p>SHA-256 of all changes: <code>${fingerprint}</code></p>
<p>Planned by Terraform ${terraformVersion}.</p>
</footer>
`;
}

function changeCount({ groups }: Review): number {
  return groups.reduce((sum, { changes }) => sum + changes.length, 0);
}
