/**
 * JSON with Terraform templates, such as `{"image":"${var.image}:1"}`. A template is not JSON, because strings in it have their
 * own quotes: `"${join(",", var.names)}"`.
 */

/**
 * Parses a text that is an object or a list in JSON with templates.
 *
 * @returns `undefined` for any other text, for a text that is one template (`${jsonencode(…)}`), and if a number or a list is a
 * template.
 */
export function parseJsonTemplate(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text) || escapedSigns.test(text)) return undefined;
  const templates: string[] = [];
  const json = withoutTemplates(text, templates);
  if (json === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(json, (_key, inner) => restored(inner, templates));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The text of an object or list that `parseJsonTemplate` returned. */
export function formatJsonTemplate(value: object): string {
  const templates: string[] = [];
  const json = JSON.stringify(replaced(value, templates));
  return json.replace(marks, (_mark, index: string) => templates[Number(index)] ?? '');
}

/** Escapes a text so that Terraform evaluates nothing in it. */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** "$", "%" and "{" as JSON escapes: once parsed, they could not be distinguished from templates. */
const escapedSigns = /\\u00(24|25|7b)/i;

/**
 * Placeholder of a template while JSON is parsed or formatted, in its JSON form. No text of a stack contains this character.
 */
const mark = (index: number) => `\\u0000${index}\\u0000`;
const marks = /\\u0000(\d+)\\u0000/g;
const readMarks = /\0(\d+)\0/g;

/** Replaces each template by a placeholder; `undefined` if a template has no end, or is a whole value. */
function withoutTemplates(text: string, templates: string[]): string | undefined {
  let json = '';
  let isInside = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const next = text.charAt(at + 1);
    if (sign === '"') isInside = !isInside;
    if (sign === '\\' || ((sign === '$' || sign === '%') && next === sign)) {
      // The second character is escaped: \" does not end a string, and $${ does not begin a template.
      json += sign + next;
      at++;
    } else if ((sign === '$' || sign === '%') && next === '{') {
      const end = sign === '$' && isInside ? endOfTemplate(text, at + 2) : undefined;
      if (end === undefined) return undefined;
      json += mark(templates.push(text.slice(at, end)) - 1);
      at = end - 1;
    } else json += sign;
  }
  return json;
}

/** Index after the brace that ends a template. Nested braces and strings are skipped. */
function endOfTemplate(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"') {
      const end = endOfString(text, at + 1);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (sign === '{') depth++;
    else if (sign === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Index after the quote that ends a Terraform string. The string can contain templates. */
function endOfString(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '\\') at++;
    else if (sign === '"') return at + 1;
    else if (sign === '$' && text.charAt(at + 1) === '{') {
      const end = endOfTemplate(text, at + 2);
      if (end === undefined) return undefined;
      at = end - 1;
    }
  }
  return undefined;
}

/** Restores the templates in a text or in the keys of an object. */
function restored(value: unknown, templates: readonly string[]): unknown {
  const filled = (text: string) =>
    text.replace(readMarks, (_mark, index: string) => templates[Number(index)] ?? '');
  return mapped(value, filled);
}

/** Replaces templates by placeholders, at any depth. */
function replaced(value: unknown, templates: string[]): unknown {
  const marked = (text: string) => {
    let plain = '';
    for (let at = 0; at < text.length; at++) {
      const isDoubled = /^(\$\$|%%)/.test(text.slice(at, at + 2));
      const end = !isDoubled && text.startsWith('${', at) ? endOfTemplate(text, at + 2) : undefined;
      if (end === undefined) plain += text.slice(at, at + (isDoubled ? 2 : 1));
      else plain += `\0${templates.push(text.slice(at, end)) - 1}\0`;
      if (end !== undefined) at = end - 1;
      else if (isDoubled) at++;
    }
    return plain;
  };
  if (Array.isArray(value)) return value.map((one) => replaced(one, templates));
  if (typeof value !== 'object' || value === null) return mapped(value, marked);
  const inner = Object.entries(value).map(([key, one]) => [key, replaced(one, templates)]);
  return mapped(Object.fromEntries(inner), marked);
}

/** Changes a text or the keys of an object; other values stay unchanged. */
function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), one]));
}
