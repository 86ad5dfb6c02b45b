import type { SourceLocation } from './source-index';

/** Finds where main.ts and services.ts describe what the constructs of this package create, from the text of the files only. */
export class DescriptionIndex {
  private readonly files: ReadonlyMap<string, string>;
  private readonly found = new Map<string, SourceLocation | undefined>();

  /** @param files text by name: `services.ts`. */
  constructor(files: ReadonlyMap<string, string>) {
    this.files = files;
  }

  /** The line with the name of a service; `undefined` if none or several have it. */
  service(name: string): SourceLocation | undefined {
    return this.only(`\\bname:\\s*(['"\`])${name}\\1`);
  }

  /** The line with the key of an environment, or of `registry` or `modules`. */
  field(name: string): SourceLocation | undefined {
    const key = `(?:\\b${name}|(['"])${name}\\1)\\s*:`;
    return this.only(key) ?? this.only(`\\bconst ${name}\\b`);
  }

  private only(pattern: string): SourceLocation | undefined {
    if (!this.found.has(pattern)) this.found.set(pattern, this.search(pattern));
    return this.found.get(pattern);
  }

  private search(pattern: string): SourceLocation | undefined {
    const all = [...this.files].flatMap(([source, text]) =>
      [...text.matchAll(new RegExp(pattern, 'g'))].map(({ index }) => ({ source, text, index })),
    );
    const [first, ...more] = all;
    if (!first || more.length > 0) return undefined;
    const { source, text, index } = first;
    return { source, line: text.slice(0, index).split('\n').length };
  }
}
