/** Invisible characters that change how a text is read: control characters, and those that change its direction. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A text with its invisible characters written as `\u202e`. */
export function visible(text: string): string {
  return text.replace(
    invisible,
    (one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** A text as code in a cell of a Markdown table. */
export function cell(text: string | undefined): string {
  return text === undefined ? '' : code(text).replaceAll('|', '\\|');
}

/** A text as inline code: nothing in it is interpreted as Markdown. */
export function code(text: string): string {
  const visibleText = visible(text);
  const longest = Math.max(0, ...(visibleText.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(visibleText) || visibleText === '' ? ' ' : '';
  return `${fence}${space}${visibleText}${space}${fence}`;
}

/** A text of a plan within a sentence: nothing in it is interpreted as Markdown, HTML, a link or a mention. */
export function prose(text: string): string {
  return visible(text)
    .replace(/[\\`*[\]<>#|~!$^&]|(?<!\w)_|_(?!\w)/g, (one) => `\\${one}`)
    .replace(/@/g, '@\u2060')
    .replace(/\bhttps?:/gi, (scheme) => `${scheme.slice(0, -1)}\u2060:`);
}

/** A code block in a language. */
export function block(language: string, text: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...text.split('\n').map(visible), fence];
}
