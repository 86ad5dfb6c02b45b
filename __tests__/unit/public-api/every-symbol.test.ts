import { readdirSync, readFileSync } from 'node:fs';
import { documentedExamples } from '../../support/documented-constructs';

/** Names that `constructs/index.ts` exports, values and types. */
const exported = [
  ...readFileSync('constructs/index.ts', 'utf8').matchAll(/^export (?:type )?\{([^}]*)\}/gm),
].flatMap(([, names = '']) => [...names.matchAll(/(?:type )?(\w+)/g)].map(([, name = '']) => name));

/** Code that stands outside: examples of the page, and tests and stacks that import nothing else of constructs. */
const outside: readonly (readonly [name: string, code: string])[] = [
  ...documentedExamples().map(({ title, code }) => [title, code] as const),
  ...[
    ...readdirSync('__tests__/unit/public-api').map((file) => `__tests__/unit/public-api/${file}`),
    '__tests__/support/parts-stack.ts',
  ].map((file) => [file, readFileSync(file, 'utf8')] as const),
];

const importsOf = (code: string) =>
  [...code.matchAll(/^import ([^;]*?) from '([^']*\bconstructs\b[^']*)'/gm)].map(
    ([, names = '', from = '']) => ({
      from,
      names: [...names.matchAll(/(?:type )?(\w+)/g)].map(([, name = '']) => name),
    }),
  );

test('the file is read as it is', () => {
  expect(exported).toEqual(
    expect.arrayContaining(['ServicesApp', 'ServicesAppProps', 'Condition']),
  );
  expect(exported).not.toContain('type');
  expect(new Set(exported).size).toBe(exported.length);
});

test('code outside imports the index, and nothing else of constructs', () => {
  const wrong = outside.flatMap(([name, code]) =>
    importsOf(code)
      .filter(({ from }) => !/^(\.\/|(\.\.\/)+)constructs$|\/documented-constructs$/.test(from))
      .map(({ from }) => `${name} → ${from}`),
  );
  expect(wrong).toEqual([]);
});

test('each public symbol is used from outside', () => {
  const used = outside.flatMap(([, code]) =>
    importsOf(code).flatMap(({ names }) =>
      // An import alone is no use.
      names.filter((name) => (code.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length > 1),
    ),
  );
  expect(exported.filter((name) => !used.includes(name))).toEqual([]);
});
