import { posix } from 'node:path';
import { ValidationError } from '../options/validation-issues';
import { type PathPattern, pathPattern } from './path-pattern';

/** What the rules say of a path. */
export interface IgnoreResult {
  readonly isIgnored: boolean;

  /** Whether each rule matches the path or a folder above it. */
  readonly matched: readonly boolean[];
}

interface IgnoreRule {
  readonly pattern: PathPattern;

  /** Whether it begins with "!", and so includes what a rule before it ignores. */
  readonly isException: boolean;
}

/**
 * The rules of a `.dockerignore`, as BuildKit applies them: the last rule that matches decides, case matters, and a rule for a
 * folder is one for all that is in it.
 * https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export class IgnoreRules {
  private readonly rules: readonly IgnoreRule[];

  /**
   * @param file path of the file, for messages.
   * @throws ValidationError if a line is not a pattern; a build would fail.
   */
  constructor(text: string, file: string) {
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    this.rules = lines.flatMap((line, index) => ruleOf(line, `${file}, line ${index + 1}`));
  }

  /**
   * Applies the rules to a path.
   *
   * @param path relative to the context, with slashes.
   * @param folder the result for the folder that it is in; `undefined` for the context.
   */
  check(path: string, folder?: IgnoreResult): IgnoreResult {
    let isIgnored = false;
    const matched: boolean[] = [];
    for (const [index, { pattern, isException }] of this.rules.entries()) {
      // A rule that would change nothing does not match, also for what is in a folder.
      const isMatch =
        folder?.matched[index] || (isException === isIgnored && pattern.matches(path));
      if (isMatch) isIgnored = !isException;
      matched.push(isMatch);
    }
    return { isIgnored, matched };
  }

  /** Whether an exception can include something in an ignored folder. Otherwise the folder need not be read. */
  canIncludeIn(folder: string): boolean {
    const starts = this.rules
      .filter(({ isException }) => isException)
      .map(({ pattern }) => pattern.text.replace(/\/\*\*$/, '').replace(/\/\*$/, ''));
    return starts.some((start) => /[*[\]?^\\]/.test(start) || `${start}/`.startsWith(`${folder}/`));
  }
}

function ruleOf(line: string, where: string): IgnoreRule[] {
  const written = line.trim();
  // A comment begins in the first column.
  if (line.startsWith('#') || written === '') return [];
  const path = written.replace(/^!\s*/, '');
  const fromContext = path === '' ? '' : cleanPath(path).replace(/^\/(?=.)/, '');
  // As BuildKit, which reads the result as a pattern of its own: "/!a" is "!a", and "! / a" is "!a".
  const text = cleanPath(`${written.startsWith('!') ? '!' : ''}${fromContext}`.trim());
  const isException = text.startsWith('!');
  const pattern = text === '!' ? undefined : pathPattern(isException ? text.slice(1) : text);
  if (pattern) return [{ pattern, isException }];
  throw new ValidationError([
    `${where}: ${JSON.stringify(written)} is not a pattern, and the build of the image would fail; see https://docs.docker.com/build/concepts/context/#syntax`,
  ]);
}

/** A path without what has no meaning: `a/./b/` is `a/b`. */
function cleanPath(path: string): string {
  return posix.normalize(path).replace(/(.)\/$/, '$1');
}
