import { isPlainObject } from '../options/validation-issues';
import { inlineCode, textCell } from '../terraform/markdown';
import { byName } from './module-configuration';

/** A name in Markdown. Its underscores are escaped, so that Markdown does not read them as emphasis. */
export function escapeMarkdown(name: string): string {
  return name.replaceAll('_', '\\_');
}

/**
 * A description in a table cell: Markdown on one line, with escaped underscores, as terraform-docs writes it. Unlike in
 * terraform-docs, pipes in code do not end the cell, and texts that look like HTML tags do not vanish.
 */
export function descriptionCell(description = ''): string {
  const text = description.trim().replace(/ *(\r\n|\r|\n)/g, '<br/>');
  if (text === '') return 'n/a';
  return text.replace(
    /(<br\/>)|(`[^`]+`|\bhttps?:\/\/(?:(?!<br\/>)[^\s`>])+)|_|\||<(?=[a-z/!?])(?!https?:)/gi,
    (part, lineBreak, asItIs) => lineBreak ?? asItIs?.replaceAll('|', '\\|') ?? `\\${part}`,
  );
}

/** A type or a value in a table cell: as code or, if it has several lines, as a block. */
export function codeCell(code: string): string {
  if (!code.includes('\n')) return inlineCode(code).replaceAll('|', '\\|');
  // Markdown applies in <pre> in a cell.
  return `<pre>${textCell(code)}</pre>`;
}

/** A default value as terraform-docs formats it: JSON indented by two, with sorted keys. */
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
