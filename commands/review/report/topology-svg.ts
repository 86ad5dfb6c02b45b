import { kindWords } from '../model/kind';
import type { Topology, TopologyNode } from '../model/topology';
import { Html, html } from './html';
import { type Box, round, type Size, topologyLayout } from './topology-layout';

/** The text size does not depend on the number of nodes: a drawing of many services is tall, and its box scrolls. */
const fontSize = 12;
const lineHeight = 16;
const padding = 8;

/** Width of a monospace character: 0.6 of the font size in all fonts, plus a margin. */
const letterWidth = 7.4;
const mostLetters = 36;

/** Draws the request path from left to right as an SVG. Each node shows its action as a word. */
export function topologySvg(topology: Topology): string {
  const { width, height, boxes, courses } = topologyLayout(topology, sizes(topology));
  const drawing = html`<svg class="topology" role="img" aria-labelledby="topology-title topology-description" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="topology-title">Request path</title>
<desc id="topology-description">${description(topology)}</desc>
<defs><marker id="topology-end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="end" d="M0 0 8 4 0 8z"/></marker></defs>
${courses.map((d) => html`<path class="edge" marker-end="url(#topology-end)" d="${d}"/>\n`)}${boxes.map(boxSvg)}</svg>`;
  return drawing.text;
}

/** A sentence about the drawing: the number of nodes by action. */
function description(topology: Topology): string {
  const states = Object.entries(kindWords).map(([kind, { word }]) => ({
    word,
    count: topology.nodes.filter(({ state }) => state === kind).length,
  }));
  const counts = states
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} to ${word}`);
  return `${topology.nodes.length} nodes from the client to the containers: ${counts.join(', ') || 'no changes'}.`;
}

function boxSvg({ node, x, y, width, height }: Box): Html {
  const lines = linesOf(node);
  const left = round(x - width / 2);
  const top = round(y - height / 2);
  const text = lines.map(
    (line, i) =>
      html`<text${i === 0 ? new Html(' class="first"') : ''} x="${left + padding}" y="${top + padding + i * lineHeight + fontSize - 1}">${short(line)}</text>`,
  );
  return html`<g class="part ${node.state ?? 'same'} ${node.role}"><title>${lines.join('\n')}</title><rect x="${left}" y="${top}" width="${width}" height="${height}" rx="6"/>${text}</g>\n`;
}

function linesOf(node: TopologyNode): string[] {
  if (node.state === undefined) return [...node.lines];
  const { symbol, word } = kindWords[node.state];
  return [...node.lines, `${symbol} ${word}`];
}

/** All nodes of a role are as wide as the widest of them, so that their sides align. */
function sizes(topology: Topology): (node: TopologyNode) => Size {
  const widths = new Map<string, number>();
  const column = ({ role }: TopologyNode) => (role === 'rest' ? 'rule' : role);
  for (const node of topology.nodes) {
    widths.set(column(node), Math.max(widthOf(node), widths.get(column(node)) ?? 0));
  }
  return (node) => ({
    width: widths.get(column(node)) ?? 0,
    height: linesOf(node).length * lineHeight + 2 * padding - 3,
  });
}

function widthOf(node: TopologyNode): number {
  const letters = Math.max(4, ...linesOf(node).map((line) => lettersOf(short(line))));
  return Math.ceil(letters * letterWidth) + 2 * padding;
}

/** East Asian characters and emoji are as wide as two letters. */
function lettersOf(line: string): number {
  return [...line].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1), 0);
}

/** A line that fits a box; the title of the box has the full text. */
function short(line: string): string {
  const signs = [...line];
  if (signs.length <= mostLetters) return line;
  return `${signs.slice(0, mostLetters - 11).join('')}…${signs.slice(-10).join('')}`;
}
