/** A pattern of paths. */
export interface PathPattern {
  readonly text: string;
  matches(path: string): boolean;
}

/**
 * A pattern of a `.dockerignore`, as BuildKit reads it on Linux: `*`, `?` and `[a-z]` match within a part of a path, `**` any number of
 * parts, and `\` takes away the meaning of the next character.
 * https://docs.docker.com/build/concepts/context/#matching
 *
 * @returns `undefined` if its syntax is wrong.
 */
export function pathPattern(text: string): PathPattern | undefined {
  const found = read(text);
  if (found === undefined) return undefined;
  const { kind, source } = found;
  if (kind === 'exact') return { text, matches: (path) => path === text };
  if (kind === 'start') {
    const start = text.slice(0, -2);
    return { text, matches: (path) => path.startsWith(start) };
  }
  if (kind === 'end') {
    // Also within a name: "**file" matches "my-file".
    const end = text.slice(2);
    return {
      text,
      matches: (path) => path.endsWith(end) || (end[0] === '/' && path === end.slice(1)),
    };
  }
  try {
    const expression = new RegExp(`^${source}$`, 'u');
    return { text, matches: (path) => expression.test(path) };
  } catch {
    // A range from a higher to a lower character.
    return undefined;
  }
}

/** How a pattern is compared, and its regular expression. */
interface ReadPattern {
  readonly kind: 'exact' | 'start' | 'end' | 'expression';
  readonly source: string;
}

function read(text: string): ReadPattern | undefined {
  const characters = Array.from(text);
  let kind: ReadPattern['kind'] = 'exact';
  let source = '';
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? '';
    if (character === '*' && characters[at + 1] === '*') {
      const isFirst = at === 0;
      at += characters[at + 2] === '/' ? 3 : 2;
      const isLast = at === characters.length;
      source += isLast ? '.*' : '(.*/)?';
      kind = isLast && kind === 'exact' ? 'start' : 'expression';
      if (isFirst) kind = 'end';
      continue;
    }
    if (character === '*' || character === '?') {
      source += character === '*' ? '[^/]*' : '[^/]';
      kind = 'expression';
    } else if (character === '[') {
      const found = characterClass.exec(characters.slice(at).join(''));
      if (!found) return undefined;
      source += classSource(found[0]);
      kind = 'expression';
      at += Array.from(found[0]).length;
      continue;
    } else if (character === '\\') {
      at += 1;
      const next = characters[at];
      if (next === undefined) return undefined;
      source += escaped(next);
      kind = 'expression';
    } else {
      source += literal(character);
      if (character === ']') kind = 'expression';
    }
    at += 1;
  }
  return { kind, source };
}

/** https://pkg.go.dev/path/filepath#Match */
const characterClass = /^\[\^?(?:(?:\\.|[^\\\]-])(?:-(?:\\.|[^\\\]-]))?)+\]/u;

function classSource(text: string): string {
  const negation = text[1] === '^' ? '^' : '';
  const parts = text.slice(1 + negation.length, -1).matchAll(/\\?(.)(-)?/gu);
  return `[${negation}${[...parts].map(([, character = '', dash = '']) => literal(character) + dash).join('')}]`;
}

function literal(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** Go's regular expressions give letters and digits after "\" a meaning of their own; most of them match no name of a file. */
function escaped(character: string): string {
  if (/[dDsSwW]/.test(character)) return `\\${character}`;
  return /[a-zA-Z0-9]/.test(character) ? '(?!)' : literal(character);
}
