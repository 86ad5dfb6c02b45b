import { inspect } from 'node:util';
import { closest, distance } from 'fastest-levenshtein';
import { insteadOf } from './fields-of-others';

/** An object with unchecked fields. */
export type Fields = Record<string, unknown>;

/** The options are not valid. The message has one line for each issue. */
export class ValidationError extends Error {
  /** @param issues where each value was written, which it is, and what to write instead. */
  constructor(issues: readonly string[]) {
    super(issues.join('\n'));
    this.name = 'ValidationError';
  }
}

/** Collects the issues of one subject, so that all of them are reported at once. */
export class ValidationIssues {
  readonly all: string[];
  private readonly subject: string;
  private readonly separator: string;

  /**
   * @param subject where the options are written, such as `main.ts` or `services.ts: service "api"`.
   * @param all the list to which the issues are added.
   * @param separator between the subject and the message.
   */
  constructor(subject: string, all: string[] = [], separator = ': ') {
    this.subject = subject;
    this.all = all;
    this.separator = separator;
  }

  /** Issues of the fields of an object: `main.ts: registry.zone must be …`. */
  fieldsOf(object: string): ValidationIssues {
    return new ValidationIssues(`${this.subject}: ${object}`, this.all, '.');
  }

  /** Issues of a part of the subject: `services.ts: service "api": sidecar "cache"`. */
  nested(part: string): ValidationIssues {
    return new ValidationIssues(`${this.subject}: ${part}`, this.all);
  }

  /** Adds "subject: rule, got value; suggestion". */
  add(rule: string, got: unknown, suggestion?: string): void {
    this.report(`${rule}, got ${formatValue(got)}${suggestion ? `; ${suggestion}` : ''}`);
  }

  /** Adds "subject: sentence". */
  report(sentence: string): void {
    this.all.push(`${this.subject}${this.separator}${sentence}`);
  }

  /** Adds an issue if `value` is not an integer within the bounds. */
  integer(field: string, value: unknown, min: number, max: number, unit = ''): void {
    if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return;
    this.add(`${field} must be a whole number from ${min} to ${max}${unit}`, value);
  }

  /** Adds an issue if `value` is neither left out nor a boolean. */
  boolean(field: string, value: unknown): void {
    if (value === undefined || typeof value === 'boolean') return;
    this.add(`${field} must be true or false`, value);
  }

  /**
   * Whether `value` is an object; adds an issue if it is not, and one for each field that is not in `known`.
   *
   * @param suggestion what to write instead if it is not an object.
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
      const instead = insteadOf(field, known) ?? suggestClosest(field, known);
      this.report(`${what} has no field ${quoted(field)}; ${instead}`);
    }
    return true;
  }
}

/** Issues of the fields of an environment: `main.ts: environments.staging.network.nat must be …`. */
export function environmentIssues(environment: string, all: string[] = []): ValidationIssues {
  return new ValidationIssues(`main.ts: environments.${environment}`, all, '.');
}

/** Issues of a service, by its name, or by its number where it has no name. */
export function serviceIssues(service: string | number, all: string[]): ValidationIssues {
  const name = typeof service === 'string' ? quoted(service) : service;
  return new ValidationIssues(`services.ts: service ${name}`, all);
}

/** Whether a value is an object literal, not an array, a Map or a Date. */
export function isPlainObject(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether both are numbers and the first is less. Other checks report a value of another type. */
export function isLess(value: unknown, other: unknown): boolean {
  return typeof value === 'number' && typeof other === 'number' && value < other;
}

/** "did you mean …" if one of the words is similar, or is the only one that starts with `word`; otherwise all words. Paths are compared by their last part. */
export function suggestClosest(word: string, words: readonly string[]): string {
  const last = (path: string) => path.slice(path.lastIndexOf('/', path.length - 2) + 1);
  const longer = words.filter((one) => word.length > 2 && one.startsWith(word));
  if (longer.length === 1) return `did you mean "${longer[0]}"?`;
  const near = words.length > 0 ? closest(last(word), words.map(last)) : '';
  return near !== '' && distance(last(word), near) <= Math.max(2, last(word).length / 3)
    ? `did you mean "${words.find((one) => last(one) === near)}"?`
    : `there are ${words.join(', ')}`;
}

/** A text in quotes, as in a string of JavaScript. Characters that nobody sees, or that change how a terminal shows others, are escaped. */
export function quoted(text: string): string {
  return visible(JSON.stringify(text));
}

function formatValue(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : inspect(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 5 });
  return visible(text.length > longestValue ? `${text.slice(0, 97)}...` : text);
}

/** The longest value that a message shows as a whole. */
const longestValue = 200;

function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]|(?! )\p{Zs}/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
