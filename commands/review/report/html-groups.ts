import { type Kind, kindWords } from '../model/kind';
import type { Change, Group, Review } from '../model/report';
import { formatInteger, type Html, html } from './html';
import { changeArticle } from './html-changes';

/** Up to this number of changes, all groups are open; above it, only groups with risks or destructive changes. */
const few = 12;

/** Anchor of a group. It is inside the collapsible element, so that browsers open it when a link is followed. */
export function groupAnchor(index: number): string {
  return `group-${index}`;
}

/** Anchor of a change. It uses numbers, because an address can contain any character. */
function changeAnchor(group: number, change: number): string {
  return `change-${group}-${change}`;
}

/** Returns a function that finds the anchor of a change by its address. */
export function changeAnchors(groups: readonly Group[]): (address: string) => string | undefined {
  const anchors = new Map(
    groups.flatMap(({ changes }, group) =>
      changes.map((change, i) => [change.address, changeAnchor(group, i)] as const),
    ),
  );
  return (address) => anchors.get(address);
}

/** The changes, by group. */
export function changesSection({ groups, risks }: Review): Html | string {
  if (groups.length === 0) return '';
  const total = groups.reduce((sum, { changes }) => sum + changes.length, 0);
  const risky = new Set(risks.map(({ address }) => address));
  const folds = groups.map((group, i) => {
    const isRisky = group.changes.some(({ address }) => risky.has(address));
    const isOpen = total <= few || isRisky || group.changes.some(isDestructive);
    return html`<details class="group"${isOpen ? html` open` : ''}><summary><h3>${group.title}</h3> ${tally(group.changes)}${
      isRisky ? html` <span class="risky">! risk</span>` : ''
    }</summary>
<div id="${groupAnchor(i)}" class="changes">
${group.changes.map((change, j) => changeArticle(change, changeAnchor(i, j)))}</div></details>
`;
  });
  return html`<section aria-labelledby="changes">
<h2 id="changes">Changes</h2>
${folds}</section>
`;
}

/** Changes made outside of Terraform, separate from the planned changes. */
export function driftSection(drift: readonly Change[]): Html | string {
  if (drift.length === 0) return '';
  return html`<section class="drift" aria-labelledby="drift">
<h2 id="drift">Drift: changed outside of Terraform</h2>
<p>These changes are not part of this plan. They were made since the last apply.</p>
<details class="group"${drift.length <= few ? html` open` : ''}><summary><h3>Drifted resources</h3> <span class="tally">${formatInteger(drift.length)}</span></summary>
<div class="changes">
${drift.map((change, i) => changeArticle(change, `drift-${i}`, true))}</div></details>
</section>
`;
}

function isDestructive({ kind }: Change): boolean {
  return kind === 'replace' || kind === 'destroy' || kind === 'forget';
}

/** Number of changes of each kind in a group: `− 1 destroy`, `+ 3 add`. */
export function tally(changes: readonly Change[]): Html {
  const counts = new Map<Kind, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = (Object.keys(kindWords) as Kind[]).filter((kind) => counts.has(kind));
  return html`<span class="tally">${kinds.map((kind, i) => {
    const { symbol, word } = kindWords[kind];
    return html`${i === 0 ? '' : ' '}<span class="${kind}">${symbol}\u00a0${formatInteger(counts.get(kind) ?? 0)}\u00a0${word}</span>`;
  })}</span>`;
}
