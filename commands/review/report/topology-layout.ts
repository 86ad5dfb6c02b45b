import { Graph, layout } from '@dagrejs/dagre';
import type { TopologyNode, Topology } from '../topology/topology';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Width and height in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a part is drawn: its middle and its size in px. */
export interface Box extends Point, Size {
  readonly node: TopologyNode;
}

/** A box while it is given its place. */
interface PlacedBox {
  readonly node: TopologyNode;
  width: number;
  readonly height: number;
  x: number;
  y: number;

  /** Whether it belongs to the beginning, which is stacked. */
  isStacked?: boolean;
}

/** Boxes, courses of edges as data of SVG paths, and the size of the whole. */
export interface Layout extends Size {
  readonly boxes: readonly Box[];
  readonly courses: readonly string[];
}

/** Around the whole, in px: lines at its edge are not cut. */
const margin = 2;

/** Between columns, and between parts one above the other that lead to each other, in px. */
const columnGap = 40;
const stackGap = 24;

/** What is higher than this, in px, does not fit a screen. */
const tall = 700;

/** What is used of dagre's graph; its own types are not found by Node's way of resolving modules. */
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

/** Arranges a way from left to right; an edge to a part that is not there is left out. */
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
  // The order of the parts is that of the description: it is kept, as there is little to disentangle.
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
  // With no part at all dagre's size is not a number that a browser takes.
  return { width: atLeastOne(width - saved), height: atLeastOne(height), boxes, courses };
}

function atLeastOne(size: number): number {
  return Math.max(1, Math.ceil(size));
}

/**
 * Stacks the beginning, parts that are alone in their column, at the top left, and moves the rest beside it: in a tall drawing
 * nobody should have to look for the beginning, nor scroll past an empty half of a narrow screen.
 *
 * @returns by how much the drawing is narrower now, in px
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

/** A course from side to side, level at both ends; only one that passes other parts bends on its way. */
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

/** With corners: many edges from one part share one line. */
function angular(from: Point, to: Point): string {
  return `H${round((from.x + to.x) / 2)}V${round(to.y)}H${round(to.x)}`;
}

/** To a tenth of a px. */
export function round(number: number): number {
  return Math.round(number * 10) / 10;
}
