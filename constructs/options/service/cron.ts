import { quoted } from '../validation-issues';

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The fields of a cron expression in order: the range of each, the names for its values, and the special values that it supports. */
const fields = [
  { name: 'minute', least: 0, most: 59, words: [], signs: /^$/ },
  { name: 'hour', least: 0, most: 23, words: [], signs: /^$/ },
  { name: 'day of the month', least: 1, most: 31, words: [], signs: /^(\?|L|LW|\d+W)$/ },
  { name: 'month', least: 1, most: 12, words: months, signs: /^$/ },
  { name: 'day of the week', least: 1, most: 7, words: days, signs: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ },
];

/**
 * The rule that a cron expression breaks; `undefined` if it is valid.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function cronIssue(cron: unknown): string | undefined {
  const parts = typeof cron === 'string' ? cron.split(' ') : [];
  if (parts.length !== fields.length) {
    return 'must have five parts: minute, hour, day of the month, month, day of the week';
  }
  for (const [index, { name, least, most, words, signs }] of fields.entries()) {
    const part = parts[index] ?? '';
    if (signs.test(part) || part.split(',').every((item) => isItem(item, least, most, words)))
      continue;
    return `has an invalid ${name} (${quoted(part)}): it must be ${least} to ${most}${words.length > 0 ? ` or ${words[0]} to ${words.at(-1)}` : ''}`;
  }
  if ((parts[2] === '?') === (parts[4] === '?')) {
    return 'must have "?" as exactly one of the two days';
  }
  return undefined;
}

/** Whether a part is `*`, a number or a range, with or without a step. */
function isItem(item: string, least: number, most: number, words: readonly string[]): boolean {
  const [range = '', step, ...more] = item.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d?$/.test(step))) return false;
  if (range === '*') return true;
  const ends = range.split('-').map((end) => {
    const word = words.indexOf(end.toUpperCase());
    return word >= 0 ? word + least : /^\d{1,2}$/.test(end) ? Number(end) : Number.NaN;
  });
  const [first = Number.NaN, last = first] = ends;
  return ends.length <= 2 && first >= least && last <= most && first <= last;
}

/** Whether a string is a name in the IANA time zone database. */
export function isTimeZone(name: unknown): boolean {
  if (typeof name !== 'string' || !/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
