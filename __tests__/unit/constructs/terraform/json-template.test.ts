import { assert as check, dictionary, oneof, property, stringMatching, tuple } from 'fast-check';
import {
  formatJsonTemplate,
  parseJsonTemplate,
} from '../../../../constructs/terraform/json-template';

const plain = stringMatching(/^[a-z"\\\n é]{0,6}$/);
const template = stringMatching(/^\$\{[a-z.]{1,6}\("[,"]"\)\}$/).map((text) =>
  text.replace('"""', '"\\""'),
);
const escapedText = stringMatching(/^(\$\$|%%)\{[a-z]{0,3}\}$/);
const part = oneof(plain, template, escapedText);

test('JSON with templates is the same text after it was parsed', () => {
  const parts = tuple(part, part, part);
  check(
    property(dictionary(stringMatching(/^[a-z]{1,4}$/), parts), (values) => {
      // As the constructs write it: JSON around texts, in which templates are not JSON's.
      const fields = Object.entries(values).map(([key, texts]) => {
        const text = texts.map((one) =>
          one.startsWith('${') ? one : JSON.stringify(one).slice(1, -1),
        );
        return `"${key}":["${text.join('')}"]`;
      });
      const text = `{${fields.join(',')}}`;
      const value = parseJsonTemplate(text);
      expect(formatJsonTemplate(value ?? {})).toBe(text);
      for (const [key, texts] of Object.entries(values)) {
        expect(value).toHaveProperty([key], [texts.join('')]);
      }
    }),
    { numRuns: 300 },
  );
});
