import { DescriptionIndex } from '../../../../constructs/synth/description-index';

const index = new DescriptionIndex(
  new Map([
    [
      'main.ts',
      [
        'const production = { region };',
        'new ServicesApp({',
        "  project: 'acme',",
        '  environments: {',
        '    staging: { region },',
        '    production,',
        "    'us-east': { region },",
        '  },',
        '  registry: {},',
        '});',
      ].join('\n'),
    ],
    [
      'services.ts',
      "[\n  { name: 'web' },\n  {\n    name: 'orders',\n    sidecars: [{ name: 'cache' }] },\n  { name: 'a', sidecars: [{ name: 'a' }] },\n]",
    ],
  ]),
);

test('a service is found by its name', () => {
  expect(index.service('web')).toEqual({ source: 'services.ts', line: 2 });
  expect(index.service('orders')).toEqual({ source: 'services.ts', line: 4 });
});

test('no line is better than a wrong one', () => {
  expect(index.service('a')).toBeUndefined();
  expect(index.service('we')).toBeUndefined();
});

test('an environment is found by its key, also by one in quotes or a constant', () => {
  expect(index.field('staging')).toEqual({ source: 'main.ts', line: 5 });
  expect(index.field('us-east')).toEqual({ source: 'main.ts', line: 7 });
  expect(index.field('production')).toEqual({ source: 'main.ts', line: 1 });
  expect(index.field('registry')).toEqual({ source: 'main.ts', line: 9 });
});
