import { counted } from '../../cli/counted';
import { kindWords } from '../model/kind';
import type { Review, Risk } from '../model/report';
import { type Html, html } from './html';

/** The status of a risk. */
type RiskStatus = 'blocking' | 'acknowledged' | 'informational';

/** Above this number, risks for information are collapsed. */
const fewInformational = 5;

/** Finds the anchor of a change by its address. */
export type AnchorOf = (address: string) => string | undefined;

/** The result of the policy, in a sentence. */
export function policyHeadline(review: Review): {
  readonly word: 'blocking' | 'passes';
  readonly text: string;
} {
  const { blocking, acknowledged } = byStatus(review.risks);
  if (review.problems.length > 0) {
    const open =
      blocking.length > 0 ? [`${counted(blocking.length, 'risk')} not acknowledged`] : [];
    const others = unusedAcknowledgements(review).length;
    const rest = others > 0 ? [counted(others, 'unused acknowledgement')] : [];
    return {
      word: 'blocking',
      text: `✕ The policy blocks this plan: ${[...open, ...rest].join(', ')}`,
    };
  }
  const because =
    acknowledged.length > 0 ? `, with ${counted(acknowledged.length, 'risk')} acknowledged` : '';
  return { word: 'passes', text: `✓ The policy allows this plan${because}` };
}

/** The risks with their status, unused acknowledgements, and the entries that would acknowledge the risks. */
export function risksSection(review: Review, anchorOf: AnchorOf): Html {
  const { blocking, acknowledged, informational } = byStatus(review.risks);
  const list = (risks: readonly Risk[]) =>
    risks.length === 0
      ? ''
      : html`<ul class="risks">\n${risks.map((risk) => riskItem(risk, anchorOf))}</ul>\n`;
  const isLong = informational.length > fewInformational;
  const passing = [...acknowledged, ...(isLong ? [] : informational)];
  return html`<section aria-labelledby="risks">
<h2 id="risks">Risks</h2>
${review.risks.length === 0 ? html`<p>No risks found.</p>\n` : ''}${list(blocking)}${problems(review)}${list(passing)}${
  isLong
    ? html`<details class="folded"><summary>${counted(informational.length, 'risk')} for information</summary>\n${list(informational)}</details>\n`
    : ''
}${proposal(review)}</section>
`;
}

/** Messages about unused acknowledgements: those that are not about blocking risks. */
function unusedAcknowledgements({ problems, risks }: Review): string[] {
  const begins = byStatus(risks).blocking.map(({ address, action }) => `${address} (${action}): `);
  return problems.filter((problem) => !begins.some((begin) => problem.startsWith(begin)));
}

function problems(review: Review): Html | string {
  const others = unusedAcknowledgements(review);
  if (others.length === 0) return '';
  return html`<div class="problems"><h3><span class="verdict">✕ blocks</span> Unused acknowledgements</h3>
<ul>${others.map((problem) => html`<li>${problem}</li>\n`)}</ul></div>
`;
}

function byStatus(risks: readonly Risk[]): Readonly<Record<RiskStatus, readonly Risk[]>> {
  const all: Record<RiskStatus, Risk[]> = { blocking: [], acknowledged: [], informational: [] };
  for (const risk of risks) all[riskStatus(risk)].push(risk);
  return all;
}

const statusWords: Readonly<Record<RiskStatus, string>> = {
  blocking: '✕ blocks',
  acknowledged: '✓ acknowledged',
  informational: 'for information',
};

function riskItem(risk: Risk, anchorOf: AnchorOf): Html {
  const anchor = anchorOf(risk.address);
  const address = html`<code>${risk.address}</code>`;
  const status = riskStatus(risk);
  return html`<li class="risk ${status}">
<h3><span class="verdict">${statusWords[status]}</span> ${risk.what}</h3>
<p>${risk.consequence}.</p>
${risk.acknowledged === undefined ? '' : html`<p class="reason">Acknowledged because: <q>${risk.acknowledged}</q></p>\n`}<p class="meta">${
    risk.area
  } · ${kindWords[risk.action].word} · ${anchor === undefined ? address : html`<a href="#${anchor}">${address}</a>`}</p>
</li>
`;
}

function riskStatus(risk: Risk): RiskStatus {
  if (risk.acknowledged !== undefined) return 'acknowledged';
  return risk.isBlocking ? 'blocking' : 'informational';
}

function proposal({ proposal, acknowledgements }: Review): Html | string {
  if (proposal === undefined) return '';
  const where =
    acknowledgements === undefined
      ? html`a file that you pass with <code>--acknowledgements</code>`
      : html`<code>${acknowledgements}</code>`;
  return html`<h3 id="acknowledge">To acknowledge</h3>
<p>If all of these changes are intended, add these entries to ${where}, each with your reason. Click the text to select it.</p>
<pre class="copy" tabindex="0" role="region" aria-label="Entries to acknowledge">${proposal}</pre>
`;
}
