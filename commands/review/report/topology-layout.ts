import { Graph, layout } from '@dagrejs/dagre';
import type { Topology, TopologyNode } from '../model/topology';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Width and height in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Position of a node: its centre and its size in px. */
export interface Box extends Point, Size {
  readonly node: TopologyNode;
}

/** A box during the layout. */
interface PlacedBox {
  readonly node: TopologyNode;
  width: number;
  readonly height: number;
  x: number;
  y: number;

  /** Whether it is one of the first nodes, which are stacked. */
  isStacked?: boolean;
}

/** Boxes, edges as SVG path data, and the size of the drawing. */
export interface Layout extends Size {
  readonly boxes: readonly Box[];
  readonly courses: readonly string[];
}

/** Margin around the drawing in px, so that lines at its edge are not cut off. */
const margin = 2;

/** Gaps in px between columns, and between stacked nodes. */
const columnGap = 40;
const stackGap = 24;

/** Drawings higher than this, in px, do not fit a screen. */
const tall = 700;

/** The part of dagre's graph that is used here. Node's module resolution does not find dagre's own types. */
interface LayoutGraph {
  setGraph(options: object): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(id: string, size: Size): void;
  setEdge(from: string, to: string): void;
  graph(): Partial<Size>;
  node(id: string): Size & Point;
  edges(): { v: string; w: string }[];
  edge(edge: { v: string; w: string }): { points?: Point[] };
}

/** Arranges the nodes from left to right. Edges to missing nodes are left out. */
export function topologyLayout(topology: Topology, sizeOf: (node: TopologyNode) => Size): Layout {
  const graph: LayoutGraph = new Graph();
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 10,
    ranksep: columnGap,
    marginx: margin,
    marginy: margin,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const nodes = new Map(topology.nodes.map((node) => [node.id, node]));
  for (const node of nodes.values()) graph.setNode(node.id, sizeOf(node));
  for (const node of nodes.values()) {
    for (const to of node.to) if (nodes.has(to)) graph.setEdge(node.id, to);
  }
  // The nodes keep the order of the configuration; there are few crossing edges to avoid.
  layout(graph, { disableOptimalOrderHeuristic: true });
  const boxes: PlacedBox[] = [...nodes.values()].map((node) => ({ ...graph.node(node.id), node }));
  const { width = 0, height = 0 } = graph.graph();
  const saved = height > tall ? stackBeginning(boxes) : 0;
  const boxById = new Map(boxes.map((box) => [box.node.id, box]));
  const courses = graph.edges().map((edge) => {
    const [from, to] = [boxById.get(edge.v), boxById.get(edge.w)];
    if (from === undefined || to === undefined) return '';
    if (to.isStacked) return downwards(from, to);
    const points = (graph.edge(edge).points ?? []).map(({ x, y }) => ({ x: x - saved, y }));
    return course(from, points, to, from.isStacked ? angular : curved);
  });
  // Without nodes, dagre's size is not a valid number.
  return { width: atLeastOne(width - saved), height: atLeastOne(height), boxes, courses };
}

function atLeastOne(size: number): number {
  return Math.max(1, Math.ceil(size));
}

/**
 * Stacks the first nodes, each alone in its column, at the top left, and moves the other nodes next to them. In a tall
 * drawing the start is then visible without scrolling, also on a narrow screen.
 *
 * @returns by how much the drawing becomes narrower, in px
 */
function stackBeginning(boxes: readonly PlacedBox[]): number {
  const inColumn = new Map<number, number>();
  for (const { x } of boxes) inColumn.set(Math.round(x), (inColumn.get(Math.round(x)) ?? 0) + 1);
  const isAlone = ({ x }: PlacedBox) => inColumn.get(Math.round(x)) === 1;
  const firstOfRest = Math.min(...boxes.filter((box) => !isAlone(box)).map(({ x }) => x));
  const beginning = boxes.filter(({ x }) => x < firstOfRest).sort((a, b) => a.x - b.x);
  const rest = boxes.filter(({ x }) => x >= firstOfRest);
  if (beginning.length < 2 || rest.length === 0) return 0;
  let bottom = margin;
  const widest = Math.max(...beginning.map(({ width }) => width));
  for (const box of beginning) {
    box.width = widest;
    box.x = margin + box.width / 2;
    box.y = bottom + box.height / 2;
    box.isStacked = true;
    bottom += box.height + stackGap;
  }
  const left = margin + widest + columnGap;
  const shift = Math.min(...rest.map(({ x, width }) => x - width / 2)) - left;
  for (const box of rest) box.x -= shift;
  return shift;
}

function downwards(from: Box, to: Box): string {
  const [top, bottom] = [from.y + from.height / 2, to.y - to.height / 2 - 1];
  return `M${round(from.x)} ${round(top)}V${round(bottom)}`;
}

/** An edge from side to side, horizontal at both ends. Only an edge that passes other nodes bends in between. */
function course(
  from: Point & Size,
  points: readonly Point[],
  to: Point & Size,
  bend: (from: Point, to: Point) => string,
): string {
  const start = { x: from.x + from.width / 2, y: from.y };
  const end = { x: to.x - to.width / 2 - 1, y: to.y };
  const between = points.slice(1, -1);
  const stops = [start, ...(between.length > 1 ? between : []), end];
  const bends = stops.slice(1).map((stop, i) => bend(stops[i] as Point, stop));
  return `M${round(start.x)} ${round(start.y)}${bends.join('')}`;
}

function curved(from: Point, to: Point): string {
  const middle = round((from.x + to.x) / 2);
  return `C${middle} ${round(from.y)} ${middle} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
}

/** With corners, so that many edges from one node share one line. */
function angular(from: Point, to: Point): string {
  return `H${round((from.x + to.x) / 2)}V${round(to.y)}H${round(to.x)}`;
}

/** To a tenth of a px. */
export function round(number: number): number {
  return Math.round(number * 10) / 10;
}
