import { inspect } from 'node:util';
import { closest, distance } from 'fastest-levenshtein';

/** An object of which nothing is known yet. */
export type Fields = Record<string, unknown>;

/** What is wrong with a description, in the words of the person who wrote it. */
export class ValidationError extends Error {
  constructor(issues: readonly string[]) {
    super(issues.join('\n'));
    this.name = 'ValidationError';
  }
}

/** Collects what is wrong with one thing, so that all of it is said at once. */
export class ValidationIssues {
  readonly all: string[];
  private readonly subject: string;

  /**
   * @param subject what the problems are about, such as `service "api"`.
   * @param all the list to which they are added.
   */
  constructor(subject: string, all: string[] = []) {
    this.subject = subject;
    this.all = all;
  }

  /** Problems of a part of the subject: `service "api": sidecar "cache"`. */
  nested(part: string): ValidationIssues {
    return new ValidationIssues(`${this.subject}: ${part}`, this.all);
  }

  /** Adds "subject: rule, got value; instead". */
  add(rule: string, got: unknown, suggestion?: string): void {
    this.report(`${rule}, got ${formatValue(got)}${suggestion ? `; ${suggestion}` : ''}`);
  }

  /** Adds "subject: sentence". */
  report(sentence: string): void {
    this.all.push(`${this.subject}: ${sentence}`);
  }

  /** Adds a problem if `value` is not a whole number within the bounds. */
  integer(field: string, value: unknown, min: number, max: number, unit = ''): void {
    if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return;
    this.add(`${field} must be a whole number from ${min} to ${max}${unit}`, value);
  }

  /** Adds a problem if `value` is written, and neither true nor false. */
  boolean(field: string, value: unknown): void {
    if (value === undefined || typeof value === 'boolean') return;
    this.add(`${field} must be true or false`, value);
  }

  /**
   * Whether `value` is an object that has only the fields in `known`; adds a problem for each other field.
   *
   * @param suggestion what to write in place of what is no object.
   */
  object(
    what: string,
    value: unknown,
    known: readonly string[],
    suggestion?: string,
  ): value is Fields {
    if (!isPlainObject(value)) {
      this.add(`${what} must be an object`, value, suggestion);
      return false;
    }
    for (const field of Object.keys(value).filter((key) => !known.includes(key))) {
      this.report(`${what} has no field "${field}"; ${suggestClosest(field, known)}`);
    }
    return true;
  }
}

/** Whether a value is an object as one writes it, and not a list, a Map or a Date. */
export function isPlainObject(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether both are numbers and the first is less: a value of another kind has a line of its own. */
export function isLess(value: unknown, other: unknown): boolean {
  return typeof value === 'number' && typeof other === 'number' && value < other;
}

/** "did you mean …" where one of the words is near, or alone begins with it, else all. Of paths the last part counts. */
export function suggestClosest(word: string, words: readonly string[]): string {
  const last = (path: string) => path.slice(path.lastIndexOf('/', path.length - 2) + 1);
  const longer = words.filter((one) => word.length > 2 && one.startsWith(word));
  if (longer.length === 1) return `did you mean "${longer[0]}"?`;
  const near = words.length > 0 ? closest(last(word), words.map(last)) : '';
  return near !== '' && distance(last(word), near) <= Math.max(2, last(word).length / 3)
    ? `did you mean "${words.find((one) => last(one) === near)}"?`
    : `there are ${words.join(', ')}`;
}

function formatValue(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : inspect(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 5 });
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
