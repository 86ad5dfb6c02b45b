import { readFileSync } from 'node:fs';
import { exampleOf, interfaceFields, optionsPage } from '../../../../commands/options/options-page';
import { defaultQuotas } from '../../../../constructs/options/environment/quota-options';

test('docs/options.md says what the types say; npm run options writes it', () => {
  expect(readFileSync('docs/options.md', 'utf8')).toBe(optionsPage());
});

test('the example of each table has all its options', () => {
  const page = readFileSync('docs/options.md', 'utf8');
  for (const chapter of page.split('\n## ').slice(1)) {
    const fields = [...chapter.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    const [, example = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(chapter) ?? [];
    const missing = fields.filter((name) => !new RegExp(`\\b${name}:\\s`).test(example));
    const [heading] = chapter.split('\n');
    expect({ heading, missing }).toEqual({ heading, missing: [] });
  }
  expect(() => exampleOf('None')).toThrow('there is no example of None');
});

test('the defaults of quotas are those that are checked', () => {
  const page = readFileSync('docs/options.md', 'utf8');
  for (const [name, value] of Object.entries(defaultQuotas)) {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\| \`${value}\` \\|$`, 'm'));
  }
});

test('a field is shown with its meaning, its source and its default', () => {
  const source = `
export interface One extends Two {
  /** How | much.
   * https://aws.amazon.com/x */
  readonly must: string;

  /**
   * What
   * else.
   *
   * @cost about 3 USD
   * for a GB
   * @default - nothing
   */
  readonly may?: { a: string };

  /** @default 3 */
  readonly bare?: number;
}
`;
  expect(interfaceFields(source, 'One')).toEqual([
    {
      name: 'must',
      meaning: 'How \\| much. ([AWS](https://aws.amazon.com/x))',
      cost: '',
      defaultValue: 'required',
    },
    { name: 'may', meaning: 'What else.', cost: 'about 3 USD for a GB', defaultValue: 'nothing' },
    { name: 'bare', meaning: '', cost: '', defaultValue: '`3`' },
  ]);
  expect(() => interfaceFields(source, 'Two')).toThrow('there is no interface Two');
  expect(() => interfaceFields('export interface One {\n  readonly a: string;\n}', 'One')).toThrow(
    'One.a has no comment',
  );
  expect(() =>
    interfaceFields('export interface One {\n  /** A. */\n  readonly a?: 1;\n}', 'One'),
  ).toThrow('One.a has no @default');
});

test('what costs money by itself says how much', () => {
  const costs = ['nat', 'endpoints', 'publicTasks', 'flowLogs', 'accessLogs', 'waf', 'zone'];
  const page = optionsPage();
  for (const name of costs) {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\|.*USD`, 'm'));
  }
});
