import { isPlainObject } from '../../constructs/options/validation-issues';
import type { Templates } from './template';

/** Lists in which the order does not matter, with the fields for name and value of their entries. */
const named: Readonly<Record<string, readonly [name: string, value: string]>> = {
  environment: ['name', 'value'],
  secrets: ['name', 'valueFrom'],
  tags: ['key', 'value'],
};

/**
 * Differences between a task definition and the synthesized one: `memory: "512" in the file, "1024" expected`.
 *
 * @param file content of a `taskdef.json`.
 * @param described the synthesized task definition, with Terraform's expressions.
 */
export function differences(file: unknown, described: unknown, templates: Templates): string[] {
  return [...compare('', file, described, templates)];
}

function* compare(
  path: string,
  file: unknown,
  described: unknown,
  templates: Templates,
): Generator<string> {
  if (typeof file === 'string' && typeof described === 'string') {
    if (!templates.fits(file, described)) {
      yield difference(path, ...differingExcerpts(file, templates.filled(described)));
    }
  } else if (Array.isArray(file) && Array.isArray(described)) {
    const names = named[path.slice(path.lastIndexOf('.') + 1)];
    const [ours, theirs] = names ? [byName(file, names), byName(described, names)] : [];
    if (ours && theirs) yield* compareFields(`${path} `, ours, theirs, templates);
    else yield* compareItems(path, file, described, templates);
  } else if (isPlainObject(file) && isPlainObject(described)) {
    yield* compareFields(path && `${path}.`, file, described, templates);
  } else if (file !== described) {
    const filled = typeof described === 'string' ? templates.filled(described) : described;
    yield difference(path, formatField(file), formatField(filled));
  }
}

function* compareFields(
  path: string,
  file: Readonly<Record<string, unknown>>,
  described: Readonly<Record<string, unknown>>,
  templates: Templates,
): Generator<string> {
  for (const field of new Set([...Object.keys(described), ...Object.keys(file)])) {
    yield* compare(path + field, file[field], described[field], templates);
  }
}

function* compareItems(
  path: string,
  file: readonly unknown[],
  described: readonly unknown[],
  templates: Templates,
): Generator<string> {
  for (let index = 0; index < Math.max(file.length, described.length); index++) {
    yield* compare(`${path}[${index}]`, file[index], described[index], templates);
  }
}

/** Name → value; `undefined` if an entry has no name, or two have the same name. */
function byName(
  list: readonly unknown[],
  [name, value]: readonly [string, string],
): Record<string, unknown> | undefined {
  const entries = list.flatMap((item) =>
    isPlainObject(item) && typeof item[name] === 'string' && Object.keys(item).length === 2
      ? [[item[name], item[value]] as const]
      : [],
  );
  const isWhole = new Set(entries.map(([key]) => key)).size === list.length;
  return isWhole ? Object.fromEntries(entries) : undefined;
}

function difference(path: string, file: string, described: string): string {
  return `${path || 'it'}: ${file} in the file, ${described} expected`;
}

/** Two texts. If they are long, they start shortly before the first difference. */
function differingExcerpts(a: string, b: string): [string, string] {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const start = Math.max(a.length, b.length) > longest ? Math.max(0, same - 20) : 0;
  const cut = (text: string) => (start > 0 ? `…${text.slice(start)}` : text);
  return [formatField(cut(a)), formatField(cut(b))];
}

const longest = 80;

function formatField(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
