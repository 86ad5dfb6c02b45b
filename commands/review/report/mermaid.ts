import type { ChangeState, Topology, TopologyNode } from '../model/topology';
import { stateWords } from '../topology/node-list';

/** GitLab renders larger diagrams only after a click: https://docs.gitlab.com/user/markdown/#mermaid */
const mostCharacters = 5000;

/** Characters per line and lines per node, the most detailed first. */
const sizes: readonly (readonly [number, number])[] = [
  [60, 4],
  [40, 3],
  [28, 2],
  [20, 1],
];

/** Dark text on light colours with a border: readable on light and on dark pages. */
const colours: Readonly<Record<ChangeState | 'none', string>> = {
  create: 'fill:#d1f0d9,stroke:#1a7f37,color:#0b2e13,stroke-width:2px',
  update: 'fill:#fdf0c2,stroke:#9a6700,color:#3b2900,stroke-width:2px',
  replace: 'fill:#ffd9b8,stroke:#bc4c00,color:#471d00,stroke-width:3px',
  destroy: 'fill:#ffd7d5,stroke:#cf222e,color:#4c0a0f,stroke-width:3px,stroke-dasharray:5 3',
  none: 'fill:#f2f4f7,stroke:#6e7781,color:#24292f',
};

/** The request path as a Mermaid flowchart of less than 5,000 characters. Labels cannot break the diagram. */
export function mermaid(topology: Topology): string {
  for (const [length, lines] of sizes) {
    const text = flowchart(topology.nodes, length, lines);
    if (text.length < mostCharacters) return text;
  }
  return shortenedFlowchart(topology.nodes);
}

/** As many nodes as fit, those that change first. */
function shortenedFlowchart(nodes: readonly TopologyNode[]): string {
  const first = [...nodes.filter(({ state }) => state), ...nodes.filter(({ state }) => !state)];
  for (let count = Math.min(first.length, 60); ; count = Math.floor(count * 0.8)) {
    const kept = new Set(first.slice(0, count));
    const rest: TopologyNode = {
      id: 'rest',
      lines: [`${nodes.length - count} more nodes are not shown`],
      role: 'rest',
      to: [],
    };
    const text = flowchart([...nodes.filter((node) => kept.has(node)), rest], 20, 1);
    if (text.length < mostCharacters || count === 0) return text;
  }
}

function flowchart(nodes: readonly TopologyNode[], length: number, lines: number): string {
  const ids = new Set(nodes.map(({ id }) => id));
  const used = new Set(nodes.map(({ state }) => state ?? 'none'));
  return [
    'flowchart LR',
    ...nodes.map((node) => `  ${nodeLine(node, length, lines)}`),
    ...nodes.flatMap(({ id, to }) => {
      const ends = to.filter((target) => ids.has(target));
      return ends.length === 0 ? [] : [`  ${id} --> ${ends.join(' & ')}`];
    }),
    ...(Object.keys(colours) as (ChangeState | 'none')[])
      .filter((state) => used.has(state))
      .map((state) => `  classDef ${className(state)} ${colours[state]}`),
    '',
  ].join('\n');
}

/** The prefix avoids conflicts with keywords of Mermaid. */
function className(state: ChangeState | 'none'): string {
  return `is-${state}`;
}

/** Brackets that draw the shape of each role. */
const shapes: Readonly<Record<TopologyNode['role'], readonly [string, string]>> = {
  client: ['([', '])'],
  name: ['([', '])'],
  balancer: ['[', ']'],
  listener: ['[', ']'],
  rule: ['[', ']'],
  service: ['[[', ']]'],
  rest: ['(', ')'],
};

function nodeLine({ id, lines, role, state }: TopologyNode, length: number, most: number): string {
  const [open, close] = shapes[role];
  const word = state === undefined || role === 'rest' ? [] : [stateWords[state].toUpperCase()];
  const own = lines.map((line) => cut(line, length)).filter((line) => line !== '');
  const texts = [...(own.length === 0 ? ['unnamed'] : own.slice(0, most)), ...word];
  return `${id}${open}"${texts.map(escapeMermaid).join('<br/>')}"${close}:::${className(state ?? 'none')}`;
}

/** A line without invisible characters, cut to a length. */
function cut(line: string, length: number): string {
  const characters = [...line.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()];
  if (characters.length <= length) return characters.join('');
  return `${characters.slice(0, length - 1).join('')}…`;
}

/** Escapes all characters except letters, digits and a few others: nothing is interpreted as Mermaid, Markdown or HTML. */
function escapeMermaid(text: string): string {
  let before = '';
  let result = '';
  for (const character of text) {
    result += isPlain(character, before) ? character : `#${character.codePointAt(0)};`;
    before = (before + character).slice(-3);
  }
  return result;
}

/** A dot or a dash within a word is safe; `1. x`, `- x` and `www.x` would become a list or a link. */
function isPlain(character: string, before: string): boolean {
  if (/[A-Za-z0-9 /,]/.test(character)) return true;
  return /[.-]/.test(character) && /[a-z]$/.test(before) && !/www$/i.test(before);
}
