import { pathPattern } from '../../../../constructs/images/path-pattern';

test.each<[string, string, boolean]>([
  ['a**', 'abc/d', true],
  ['**file', 'my-file', true],
  ['**/file', 'my-file', false],
  ['a/*.txt', 'a/b/file.txt', false],
  ['a**/*.txt', 'a/b/c/file.txt', true],
  ['a?b', 'a/b', false],
  ['a?b', 'a☺b', true],
  ['a[^b-d]e', 'aze', true],
  ['a[^b-d]e', 'ace', false],
  ['[a-ζ]', 'α', true],
  ['[\\]a]', ']', true],
  ['[x\\-z]', 'y', false],
  ['[x\\-z]', '-', true],
  ['a]b', 'a]b', true],
  ['a.|)$(}+{bc', 'a.|)$(}+{bc', true],
  ['a.c', 'abc', false],
  ['a\\.c', 'a.c', true],
  ['v\\d', 'v1', true],
  ['build\\bin', 'buildbin', false],
])('the pattern %j and the path %j: %p', (pattern, path, expected) => {
  expect(pathPattern(pattern)?.matches(path)).toBe(expected);
});

test.each(['[', 'a[', '[]a]', '[-]', '[x-]', '[a-b-c]', '[z-a]', '\\'])(
  '%j is no pattern',
  (pattern) => {
    expect(pathPattern(pattern)).toBeUndefined();
  },
);
