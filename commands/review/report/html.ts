/** Markup that is finished: what is put into it with `html` was escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | undefined | readonly Content[];

/** Builds markup; each string put into it is escaped, so that a value of a plan stays text wherever it stands. */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Html {
  const parts = strings.flatMap((string, i) => [
    string,
    i < contents.length ? markup(contents[i]) : '',
  ]);
  return new Html(parts.join(''));
}

/**
 * Escapes text for content and for quoted attributes. Characters that nobody sees, or that change the order in which others
 * are read, are shown by their number: what a reviewer reads is what is there.
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
