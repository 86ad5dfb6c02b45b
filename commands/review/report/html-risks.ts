import { type Html, html } from './html';
import { kindWords } from './action-words';
import type { Review, Risk } from '../model/report';

/** What the policy makes of a risk: a word, and what it means. */
type RiskStatus = 'stops' | 'acknowledged' | 'told';

/** More risks that are only told are folded up. */
const fewInformational = 5;

/** Finds the anchor of a change by its address. */
export type AnchorOf = (address: string) => string | undefined;

/** What the policy says of the plan, in a sentence. */
export function policyHeadline(review: Review): {
  readonly word: 'stops' | 'passes';
  readonly text: string;
} {
  const { stops, acknowledged } = byStatus(review.risks);
  if (review.problems.length > 0) {
    const open = stops.length > 0 ? [`${pluralizeRegular(stops.length, 'risk')} not acknowledged`] : [];
    const others = otherProblems(review).length;
    const rest = others > 0 ? [`${pluralizeRegular(others, 'acknowledgement')} of nothing`] : [];
    return {
      word: 'stops',
      text: `✕ The policy stops this plan: ${[...open, ...rest].join(', ')}`,
    };
  }
  const because =
    acknowledged.length > 0 ? `, with ${pluralizeRegular(acknowledged.length, 'risk')} acknowledged` : '';
  return { word: 'passes', text: `✓ The policy lets this plan pass${because}` };
}

/** Risks with what the policy says of each, what stops the plan, and what could be entered to let it pass. */
export function risksSection(review: Review, anchorOf: AnchorOf): Html {
  const { stops, acknowledged, told } = byStatus(review.risks);
  const list = (risks: readonly Risk[]) =>
    risks.length === 0
      ? ''
      : html`<ul class="risks">\n${risks.map((risk) => riskItem(risk, anchorOf))}</ul>\n`;
  const isLong = told.length > fewInformational;
  const passing = [...acknowledged, ...(isLong ? [] : told)];
  return html`<section aria-labelledby="risks">
<h2 id="risks">Risks</h2>
${review.risks.length === 0 ? html`<p>No risk was found in it.</p>\n` : ''}${list(stops)}${problems(review)}${list(passing)}${
  isLong
    ? html`<details class="folded"><summary>${pluralizeRegular(told.length, 'risk')} only told</summary>\n${list(told)}</details>\n`
    : ''
}${proposal(review)}</section>
`;
}

/** Problems besides the risks that stop the plan, which are shown as such: acknowledgements of nothing. */
function otherProblems({ problems, risks }: Review): string[] {
  const begins = byStatus(risks).stops.map(({ address, action }) => `${address} (${action}): `);
  return problems.filter((problem) => !begins.some((begin) => problem.startsWith(begin)));
}

function problems(review: Review): Html | string {
  const others = otherProblems(review);
  if (others.length === 0) return '';
  return html`<div class="problems"><h3><span class="verdict">✕ stops</span> Acknowledgements of nothing</h3>
<ul>${others.map((problem) => html`<li>${problem}</li>\n`)}</ul></div>
`;
}

function byStatus(risks: readonly Risk[]): Readonly<Record<RiskStatus, readonly Risk[]>> {
  const all: Record<RiskStatus, Risk[]> = { stops: [], acknowledged: [], told: [] };
  for (const risk of risks) all[riskStatus(risk)].push(risk);
  return all;
}

const statusWords: Readonly<Record<RiskStatus, string>> = {
  stops: '✕ stops',
  acknowledged: '✓ acknowledged',
  told: 'only told',
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
  return risk.isBlocking ? 'stops' : 'told';
}

function proposal({ proposal, acknowledgements }: Review): Html | string {
  if (proposal === undefined) return '';
  const where =
    acknowledgements === undefined
      ? html`a file that is named by <code>--acknowledgements</code>`
      : html`<code>${acknowledgements}</code>`;
  return html`<h3 id="acknowledge">To acknowledge</h3>
<p>If all of this is wanted, enter it in ${where}, each with your reason. A click selects the text.</p>
<pre class="copy" tabindex="0" role="region" aria-label="Entries to acknowledge">${proposal}</pre>
`;
}

/** `1 problem`, `2 problems`. */
export function pluralizeRegular(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
