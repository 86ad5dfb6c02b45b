import { type Html, html } from './html';
import { grouped, kindWords } from './action-words';
import { changeArticle } from './html-changes';
import type { Change, Group, Kind, Review } from '../model/report';

/** So many changes are shown at once; of more only those groups are open that need to be looked at. */
const few = 12;

/** Anchor of a group, inside of what folds up: browsers unfold it for who follows a link. */
export function groupAnchor(index: number): string {
  return `group-${index}`;
}

/** Anchor of a change; numbers, since an address may be anything. */
function changeAnchor(group: number, change: number): string {
  return `change-${group}-${change}`;
}

/** Leads from an address to the anchor of its change. */
export function changeAnchors(groups: readonly Group[]): (address: string) => string | undefined {
  const anchors = new Map(
    groups.flatMap(({ changes }, group) =>
      changes.map((change, i) => [change.address, changeAnchor(group, i)] as const),
    ),
  );
  return (address) => anchors.get(address);
}

/** What changes, group by group. */
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

/** What has changed outside of Terraform, clearly apart from what is applied. */
export function driftSection(drift: readonly Change[]): Html | string {
  if (drift.length === 0) return '';
  return html`<section class="drift" aria-labelledby="drift">
<h2 id="drift">Drift: changed outside of Terraform</h2>
<p>This is not part of what is applied. It is what was found to differ from the state of the last apply.</p>
<details class="group"${drift.length <= few ? html` open` : ''}><summary><h3>Drifted resources</h3> <span class="tally">${grouped(drift.length)}</span></summary>
<div class="changes">
${drift.map((change, i) => changeArticle(change, `drift-${i}`, true))}</div></details>
</section>
`;
}

function isDestructive({ kind }: Change): boolean {
  return kind === 'replace' || kind === 'destroy' || kind === 'forget';
}

/** How many of a group's changes are of which kind: `− 1 destroy`, `+ 3 add`. */
export function tally(changes: readonly Change[]): Html {
  const counts = new Map<Kind, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = (Object.keys(kindWords) as Kind[]).filter((kind) => counts.has(kind));
  return html`<span class="tally">${kinds.map((kind, i) => {
    const { symbol, word } = kindWords[kind];
    return html`${i === 0 ? '' : ' '}<span class="${kind}">${symbol}\u00a0${grouped(counts.get(kind) ?? 0)}\u00a0${word}</span>`;
  })}</span>`;
}
