import { widget } from '../../../../../commands/review/changes/summary';
import type { Review } from '../../../../../commands/review/model/report';
import { markdown } from '../../../../../commands/review/report/markdown';
import { cell, code, prose } from '../../../../../commands/review/report/markdown-text';
import {
  bigReview,
  emptyReview,
  hostileReview,
  richReview,
} from '../../../../support/sample-report';

test('a plan that does nothing is a short report', () => {
  expect(markdown(emptyReview)).toBe(`# Plan of stack ${emptyReview.stack}

**No changes.**

No risks found.

---

Fingerprint \`${emptyReview.fingerprint}\`, Terraform ${emptyReview.terraformVersion}. Sensitive values are not shown.
`);
});

test('risks come before the diagram, the cost, the changes, outputs and drift', () => {
  const headings = markdown(richReview).match(/^##? .*$/gm);
  expect(headings).toEqual([
    '# Plan of stack fargate',
    '## Review these first',
    '## Request path',
    '## Cost estimate',
    '## Changes',
    '## Outputs',
    '## Drift: changed outside of Terraform',
  ]);
});

test('nothing of a plan is read as Markdown, HTML, a link or a mention', () => {
  const text = markdown(hostileReview());
  const outside = text
    .replace(/^(```+)[\s\S]*?^\1$/gm, '')
    .replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
    .replaceAll(/<\/?(details|summary)>/g, '');
  // As counts: the texts are long.
  const found = (pattern: RegExp, where = outside) => where.match(pattern)?.slice(0, 1) ?? [];
  expect(found(/(?<!\\)<[a-z/!].{0,20}/i)).toEqual([]);
  expect(found(/(?<!\\)\]\(.{0,20}/)).toEqual([]);
  expect(found(/https?:\/\/.{0,20}/)).toEqual([]);
  expect(found(/[\p{Bidi_Control}\p{Cs}]|(?!\n)\p{Cc}/u, text)).toEqual([]);
});

test('a pipe does not end a cell of a table', () => {
  expect([cell('a|b'), cell(undefined)]).toEqual(['`a\\|b`', '']);
});

test.each([
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['a|b', '`a|b`'],
  ['', '`  `'],
  ['a\nb\u202Ec', '`a\\u000ab\\u202ec`'],
])('%j as code is %j', (text, expected) => {
  expect(code(text)).toBe(expected);
});

test.each([
  [
    '*a* _b_ [c](d) <e> #1 !2 ~3 $4 &amp;',
    '\\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\#1 \\!2 \\~3 \\$4 \\&amp;',
  ],
  ['ask @all', 'ask @\u2060all'],
  ['https://evil.example', 'https\u2060://evil.example'],
])('%j in a sentence is %j', (text, expected) => {
  expect(prose(text)).toBe(expected);
});

test('of 2,000 changes it is a report that GitLab takes: below a million characters', () => {
  const text = markdown(bigReview(2000, 30));
  expect(text.length).toBeLessThan(1_000_000);
  expect(text.match(/^\*\*.*\*\*/m)?.[0]).toBe(
    '**1200 to add, 799 to change, 1 to replace, 0 to destroy.**',
  );
});

test.each<[Partial<Review['counts']>, string]>([
  [{}, '{"create":0,"update":0,"delete":0}'],
  [{ create: 2, update: 1 }, '{"create":2,"update":1,"delete":0}'],
  [{ replace: 2, destroy: 1 }, '{"create":2,"update":0,"delete":3}'],
  [{ forget: 1, move: 2, import: 3 }, '{"create":0,"update":0,"delete":0}'],
])('the widget of GitLab for %j is exactly %s', (counts, expected) => {
  expect(widget({ ...emptyReview, counts: { ...emptyReview.counts, ...counts } })).toBe(expected);
});
