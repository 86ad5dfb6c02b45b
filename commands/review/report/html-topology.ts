import { Html, html } from './html';
import { kindWords } from './action-words';
import type { Topology } from '../model/topology';
import { topologySvg } from './topology-svg';

/** The request path as a drawing in a scrollable box, and as a list for readers who cannot see it. */
export function topologySection(topology: Topology): Html {
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
