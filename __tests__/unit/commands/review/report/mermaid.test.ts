import fc from 'fast-check';
import type { TopologyNode } from '../../../../../commands/review/model/topology';
import { mermaid } from '../../../../../commands/review/report/mermaid';

const nodes: TopologyNode[] = [
  { id: 'n0', role: 'client', lines: ['client'], to: ['n1', 'n2'] },
  { id: 'n1', role: 'rule', lines: ['/a'], state: 'create', to: [] },
  { id: 'n2', role: 'rest', lines: ['27 more services, unchanged'], to: [] },
];

test('a flowchart with the state of each part as a colour and as a word', () => {
  expect(mermaid({ nodes })).toBe(`flowchart LR
  n0(["client"]):::is-none
  n1["/a<br/>ADDED"]:::is-create
  n2("27 more services, unchanged"):::is-none
  n0 --> n1 & n2
  classDef is-create fill:#d1f0d9,stroke:#1a7f37,color:#0b2e13,stroke-width:2px
  classDef is-none fill:#f2f4f7,stroke:#6e7781,color:#24292f
`);
});

test.each([
  ['a"]:::x; click n0 call alert()', 'a#34;#93;#58;#58;#58;x#59; click n0 call alert#40;#41;'],
  ['<img src=x>', '#60;img src#61;x#62;'],
  ['`**b**` #quot; 1. x', '#96;#42;#42;b#42;#42;#96; #35;quot#59; 1#46; x'],
  ['a\n  end\u0000\u202e', 'a end'],
  ['www.example.com', 'www#46;example.com'],
  ['\ud800é😀', '#233;#128512;'],
  ['', 'unnamed'],
])('%j is text and no more', (line, text) => {
  const diagram = mermaid({ nodes: [{ id: 'n0', role: 'rule', lines: [line], to: [] }] });
  expect(diagram.split('\n')[1]).toBe(`  n0["${text}"]:::is-none`);
});

/** Any character. `unit: 'binary'` is the same, but makes a table of all of them first. */
const character = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point));

const anyNode = fc.record({
  role: fc.constantFrom<TopologyNode['role'][]>(
    'client',
    'name',
    'balancer',
    'listener',
    'rule',
    'service',
    'rest',
  ),
  lines: fc.array(fc.string({ unit: character, maxLength: 12 }), { maxLength: 3 }),
  state: fc.constantFrom<TopologyNode['state'][]>(
    undefined,
    'create',
    'update',
    'replace',
    'destroy',
  ),
  to: fc.array(
    fc.nat(100).map((index) => `n${index}`),
    { maxLength: 3 },
  ),
});

test('whatever the labels and however many, each line is one of four forms, and all are below 5,000 characters', () => {
  const text = '[A-Za-z0-9 /,.-]|#\\d+;|<br/>';
  const form = new RegExp(
    `^(flowchart LR|  \\w+[[(]{1,2}"(${text})+"[\\])]{1,2}:::is-[a-z]+|  n\\d+ --> n\\d+( & n\\d+)*|  classDef is-[a-z]+ [a-z0-9:#, -]+|)$`,
  );
  fc.assert(
    fc.property(fc.array(anyNode, { maxLength: 100, size: 'max' }), (drafts) => {
      const diagram = mermaid({
        nodes: drafts.map((draft, index) => ({ ...draft, id: `n${index}` })),
      });
      expect(diagram.length).toBeLessThan(5000);
      expect(diagram.split('\n').filter((line) => !form.test(line))).toEqual([]);
    }),
    { numRuns: 10 },
  );
});
