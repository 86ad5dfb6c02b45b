/** Markup in which all inserted values are escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | undefined | readonly Content[];

/** Builds markup. Each inserted string is escaped, so that a value of a plan stays text in any position. */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Html {
  const parts = strings.flatMap((string, i) => [
    string,
    i < contents.length ? markup(contents[i]) : '',
  ]);
  return new Html(parts.join(''));
}

/**
 * Escapes text for content and for quoted attributes. Invisible characters, and those that change the reading direction,
 * are replaced by their code points, so that a reviewer reads exactly what the plan contains.
 */
export function escapeHtml(text: string): string {
  return text.replace(special, (character) => entities[character] ?? byNumber(character));
}

const special = /[&<>"']|(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function byNumber(character: string): string {
  const number = character.codePointAt(0) ?? 0;
  return `⟨U+${number.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

function markup(content: Content): string {
  if (content instanceof Html) return content.text;
  if (Array.isArray(content)) return content.map(markup).join('');
  return content === undefined ? '' : escapeHtml(String(content));
}

/** An integer with thousands separators: `2,000`. */
export function formatInteger(count: number): string {
  return count.toLocaleString('en-US');
}
