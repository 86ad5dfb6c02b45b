import { parse } from 'node-html-parser';
import type { Topology, TopologyNode } from '../../../../../commands/review/model/topology';
import { topologySvg } from '../../../../../commands/review/report/topology-svg';
import { hostileTexts, richReview, topologyOfServices } from '../../../../support/sample-report';

function svgOf(topology: Topology) {
  const svg = parse(topologySvg(topology)).querySelector('svg');
  if (svg === null) throw new Error('no drawing');
  return svg;
}

function number(element: { getAttribute(name: string): string | undefined }, name: string): number {
  return Number(element.getAttribute(name));
}

function boxes(topology: Topology) {
  return svgOf(topology)
    .querySelectorAll('rect')
    .map((rect) => ({
      left: number(rect, 'x'),
      top: number(rect, 'y'),
      right: number(rect, 'x') + number(rect, 'width'),
      bottom: number(rect, 'y') + number(rect, 'height'),
    }));
}

const three = richReview.topology as Topology;

test('each node shows its action as a word', () => {
  const nodes = svgOf(three)
    .querySelectorAll('.part')
    .map((node) => node.querySelectorAll('text').map(({ text }) => text));
  expect(nodes).toContainEqual(['load balancer', 'magicnight', '± replace']);
  expect(nodes).toContainEqual(['site-a', '1 task, port 8080', '+ add']);
  expect(nodes).toContainEqual(['/b', '− destroy']);
  expect(nodes).toContainEqual(['/magicnight']);
});

test('it is an image with a title and a description', () => {
  const svg = svgOf(three);
  expect(svg.getAttribute('role')).toBe('img');
  expect(svg.getAttribute('aria-labelledby')).toBe('topology-title topology-description');
  expect(svg.querySelector('#topology-description')?.text).toBe(
    '11 nodes from the client to the containers: 2 to destroy, 2 to replace, 1 to change, 2 to add.',
  );
});

test.each([3, 30, 100])('no box of %i services covers another, and none is cut', (services) => {
  const topology = topologyOfServices(services);
  const all = boxes(topology);
  expect(all).toHaveLength(4 + 2 * services);
  const covered = all.filter((a, i) =>
    all.some(
      (b, j) =>
        j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
    ),
  );
  expect(covered).toEqual([]);
  const svg = svgOf(topology);
  expect(Math.min(...all.map(({ left, top }) => Math.min(left, top)))).toBeGreaterThan(0);
  expect(Math.max(...all.map(({ right }) => right))).toBeLessThan(number(svg, 'width'));
  expect(Math.max(...all.map(({ bottom }) => bottom))).toBeLessThan(number(svg, 'height'));
});

test('services stay in the order of the configuration', () => {
  const names = svgOf(topologyOfServices(30)).querySelectorAll('.service');
  const tops = names.map((node) => number(node.querySelector('rect') as never, 'y'));
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
});

test('a drawing is as large as it has to be: its text keeps its size, thirty services are no wider than three', () => {
  const svg = svgOf(topologyOfServices(30));
  expect(svg.getAttribute('viewBox')).toBe(
    `0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`,
  );
  expect(number(svg, 'width')).toBeLessThan(number(svgOf(topologyOfServices(3)), 'width') + 1);
});

const node = (id: string, lines: string[], to: string[] = []): TopologyNode => ({
  id,
  lines,
  role: 'rule',
  to,
});

test('a long line is cut in its middle; the whole is the title of its box', () => {
  const path = '/shop/department/of/very/long/paths/that/nobody/types';
  const svg = svgOf({ nodes: [node('n1', [path])] });
  expect(svg.querySelector('text')?.text).toBe('/shop/department/of/very/…body/types');
  expect(svg.querySelector('.part title')?.text).toBe(path);
});

test('an edge to a missing node is left out, and a cycle is no error', () => {
  const svg = svgOf({ nodes: [node('n1', ['a'], ['n2', 'n9']), node('n2', ['b'], ['n1'])] });
  expect(svg.querySelectorAll('.part')).toHaveLength(2);
  expect(svg.querySelectorAll('.edge')).toHaveLength(2);
});

test('a topology without nodes is an empty drawing', () => {
  expect(svgOf({ nodes: [] }).getAttribute('viewBox')).toBe('0 0 1 1');
});

test('hostile text stays text', () => {
  const svg = svgOf({ nodes: hostileTexts.map((text, i) => node(`n${i}`, [text])) });
  const names = new Set(svg.querySelectorAll('*').map(({ rawTagName }) => rawTagName));
  expect([...names].sort()).toEqual([
    'defs',
    'desc',
    'g',
    'marker',
    'path',
    'rect',
    'text',
    'title',
  ]);
});
