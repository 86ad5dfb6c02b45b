/** A text in the cell of a table in Markdown, on one line. Underscores in a word and brackets of a list have no meaning in Markdown. */
export function textCell(text: string): string {
  return text
    .replace(/[\\`*<&|~]|(?<!\w)_|_(?!\w)|\](?=\()/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '<br/>');
}

/** A text as inline code in Markdown. It may contain backticks. */
export function inlineCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}
