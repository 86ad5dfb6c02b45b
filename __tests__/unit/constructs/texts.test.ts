import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { array, assert as check, constant, constantFrom, property, tuple } from 'fast-check';
import { optionInterfaces } from '../../../commands/options/options-page';
import type { AppOptions } from '../../../constructs/options/environment/app-options';
import { ValidationError } from '../../../constructs/options/validation-issues';
import { resolveApp } from '../../../constructs/validation/resolve-app';
import { interfacesWithoutPlace, type TextField, textFields } from '../../support/text-fields';
import { writtenTexts } from '../../support/written-texts';

/** What has a meaning in Terraform, JSON, Markdown, shells and terminals, and what is not ASCII. */
const signs = [
  ...['${x}', '$${x}', '%{ if x }', '%%{x}', '${', '%{', '{{x}}', '{x}', '$', '%', '{', '}'],
  ...['"', "'", '`', '\\', '\\n', '\n', '\r\n', '\t', '|', '<b>', '</script>', '&amp;', '[a](b)'],
  ...['é', 'e\u0301', '日本', '😀', '\u2028', '\u00a0', '\u200b', '\u202e', '\u0085', '\u001b[31m'],
  ...['#', '*', '_', ';', ',', ' ', '=', ':', '@', '/', '.', '-', '~', '^', '(', '!', '?', '+'],
  ...['__proto__', '\0', '\ud800', '${TfToken[TOKEN.0]}'],
];

/** A text that can be found again. */
const marked = (some: readonly string[], index = 0) => `q0q${index}z${some.join('z')}q1q`;
const marks = /q0q[\s\S]*?q1q|q0q|q1q/g;

/** The error of options with a text, if there is one. */
function errorOf(options: AppOptions): string | undefined {
  try {
    resolveApp(options);
    return undefined;
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
}

/** Whether a message has a text as a string of JavaScript, without anything that a terminal does not show. */
function shows(message: string, text: string): boolean {
  const escaped = (literal: string) =>
    literal.replace(
      /[\u007f-\u00a0\u200b\u2028\u202e]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  // A name can be a part of what is shown: of an address, with its path.
  if (/^[\w./-]+$/.test(text) && message.includes(text)) return true;
  const [inJson, inObject] = [JSON.stringify(text), inspect(text)].map(escaped);
  return [inJson, inObject].some((literal) => literal !== undefined && message.includes(literal));
}

/** Fields whose value is one of some words or is fixed: their error says so, not what was written. */
const fixed = /^ContainerOptions 3\.image\./;

describe('the list of text fields', () => {
  test('has a place for each interface of options', () => {
    expect(interfacesWithoutPlace).toEqual([]);
  });

  test('has each field that is a text, or has texts in it', () => {
    const found = new Set(textFields.map(({ name }) => name.replace(/[. ].*/, '')));
    const withTexts = [...optionInterfaces].filter(([name, file]) => {
      const [, body = ''] =
        new RegExp(`^export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(
          readFileSync(file, 'utf8'),
        ) ?? [];
      return /^ {2}readonly \w+\??: .*string/m.test(body);
    });
    expect(withTexts.filter(([name]) => !found.has(name))).toEqual([]);
  });
});

/** Signs that a field takes, one by one. The error of all others shows them. */
function signsTakenBy({ name, example, written, appWith }: TextField): string[] {
  const tried = signs.map((sign) => {
    const text = `${example}${marked([sign])}`;
    return { sign, text, error: errorOf(appWith(written({}, text))) };
  });
  const unseen = tried.filter(
    ({ text, error }) => error !== undefined && !fixed.test(name) && !shows(error, text),
  );
  expect({ name, unseen }).toEqual({ name, unseen: [] });
  return tried.filter(({ error }) => error === undefined).map(({ sign }) => sign);
}

/** Signs of names. Stacks also have names in other forms: in ids, and shortened. */
const ofNames = new Set(['_', '/', '.', '-', ':', '=', '@', '+', '!', '?', '%', '~', '__proto__']);

const groups = [...new Set(textFields.map(({ appWith }) => appWith))].map(
  (appWith): [string, TextField[]] => {
    const all = textFields.filter((field) => field.appWith === appWith);
    // An interface can extend another, and have an example of the same field.
    const fields = [...new Map(all.map((one) => [one.name.replace(/^.*?\./, ''), one])).values()];
    return [fields[0]?.name.replace(/\..*/, '') ?? '', fields];
  },
);

test.each(groups)(
  'what texts of %s take is in the files as it was written, and what they refuse is in the error',
  (_name, fields) => {
    const taken = fields.map((field) => [field, signsTakenBy(field)] as const);
    const free = taken.filter(([, some]) => !some.every((sign) => ofNames.has(sign)));
    if (free.length === 0) return;
    // All signs of all fields, and then some of them.
    for (const every of [true, false]) {
      const chosen = every
        ? constant(free.map(([, some]) => some))
        : tuple(...free.map(([, some]) => array(constantFrom(...some), { minLength: 1 })));
      check(
        property(chosen, (some) => {
          expectWritten(free.map(([field], index) => [field, marked(some[index] ?? [], index)]));
        }),
        { numRuns: 1 },
      );
    }
  },
);

function expectWritten(texts: readonly (readonly [TextField, string])[]): void {
  const part = texts.reduce(
    (before, [{ written, example }, text]) => written(before, `${example}${text}`),
    {},
  );
  const options = texts[0]?.[0].appWith(part);
  if (options === undefined) throw new Error('there are no texts');
  expect(errorOf(options)).toBeUndefined();
  const files = writtenTexts(options);
  const found = [...files].flatMap(([file, all]) =>
    all.flatMap((one) => [...one.matchAll(marks)].map(([mark]) => ({ file, mark }))),
  );
  const wanted = texts.map(([, text]) => text);
  // The cell of a table has one kind of line break.
  const isWanted = ({ file, mark }: { file: string; mark: string }) =>
    wanted.some((text) => mark === (file.endsWith('.md') ? text.replaceAll('\r\n', '\n') : text));
  expect(found.filter((one) => !isWanted(one))).toEqual([]);
  expect(wanted.filter((text) => !found.some(({ mark }) => mark === text))).toEqual([]);
}
