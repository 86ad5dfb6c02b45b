import { isPlainObject } from '../options/validation-issues';
import { byName } from './module-configuration';

/** A name in Markdown: its underscores are no emphasis. */
export function escapeMarkdown(name: string): string {
  return name.replaceAll('_', '\\_');
}

/**
 * A description in a cell of a table. It is Markdown, as terraform-docs takes it, in one line; its underscores are
 * text. A pipe in code and what looks like an HTML tag are text, too: terraform-docs lets the one end the cell, and
 * the other vanish.
 */
export function descriptionCell(description = ''): string {
  const text = description.trim().replace(/ *(\r\n|\r|\n)/g, '<br/>');
  if (text === '') return 'n/a';
  return text.replace(
    /(<br\/>)|(`[^`]+`|\bhttps?:\/\/(?:(?!<br\/>)[^\s`>])+)|_|\||<(?=[a-z/!?])(?!https?:)/gi,
    (part, lineBreak, asItIs) => lineBreak ?? asItIs?.replaceAll('|', '\\|') ?? `\\${part}`,
  );
}

/** A type or a value in a cell of a table: as code or, where it has several lines, as a block of them. */
export function codeCell(code: string): string {
  if (!code.includes('\n')) return inlineCode(code).replaceAll('|', '\\|');
  // Markdown goes on in <pre> within a cell. An underscore within a word, and brackets of a list, mean nothing to it.
  const text = code.replace(/[\\`*<&|~]|(?<!\w)_|_(?!\w)|\](?=\()/g, '\\$&');
  return `<pre>${text.replace(/\r?\n/g, '<br/>')}</pre>`;
}

/** A text as code in a line of Markdown, whatever it has of backticks. */
export function inlineCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

/** A default value as terraform-docs shows it: JSON with an indent of two, the keys of maps sorted. */
export function formatDefaultValue(value: unknown): string {
  const json = JSON.stringify(
    value,
    (_, part) => (isPlainObject(part) ? sortedKeys(part) : part),
    2,
  );
  return json.replace(/[\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);
}

function sortedKeys(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(byName(fields));
}
