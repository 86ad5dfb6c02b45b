/** Finds where the code of the project creates a construct, from the text of its files only. */
import { importedFiles } from './own-code';

export interface SourceLocation {
  /** Path, relative to the folder of main.ts. */
  readonly source: string;

  /** Line that creates the construct, counted from 1; `undefined` if the text does not show it. */
  readonly line?: number;
}

/** A construct of the tree. */
export interface ConstructInfo {
  /** Name of its class. */
  readonly className: string;

  /** Its ID. */
  readonly id: string;

  /** Names of the class of its parent construct, and of the classes that this one extends. */
  readonly enclosingClasses: readonly string[];
}

interface Call {
  readonly source: string;
  readonly at: number;
}

/** Index of the constructs that the files of the project create. */
export class SourceIndex {
  private readonly files: ReadonlyMap<string, string>;
  private readonly isWhole: boolean;
  private readonly calls = new Map<string, Call[]>();
  private readonly imports = new Map<string, string[]>();

  /** File of each class. */
  private readonly classes = new Map<string, string>();

  /**
   * @param files text by name: `constructs/load-balancer/ingress.ts`.
   * @param isWhole whether they create all constructs. Otherwise, a call is found only by its class and ID, or by its parent.
   */
  constructor(files: ReadonlyMap<string, string>, isWhole = true) {
    this.files = files;
    this.isWhole = isWhole;
    for (const [source, text] of files) {
      for (const { 0: match, 1: isNew, 2: name = '', 3: id, index } of text.matchAll(
        constructCalls,
      )) {
        const at = index + match.indexOf(isNew ?? name);
        if (isNew) this.add(`new ${name}`, { source, at });
        if (isNew && id !== undefined) this.add(`new ${name} ${id}`, { source, at });
        if (id !== undefined) this.add(id, { source, at });
      }
      this.imports.set(
        source,
        importedFiles(source, text, (path) => files.has(path)),
      );
      for (const [, name = ''] of text.matchAll(ownClasses)) this.classes.set(name, source);
    }
  }

  /**
   * Finds where a construct is created: the line if only one is possible, otherwise only the file.
   *
   * @returns `undefined` if neither the construct nor its parent is in the files.
   */
  locate({ className, id, enclosingClasses }: ConstructInfo): SourceLocation | undefined {
    const own = enclosingClasses.flatMap((name) => this.classes.get(name) ?? []);
    const near = own.flatMap((file) => this.imports.get(file) ?? []);
    const exact = this.calls.get(`new ${className} ${id}`) ?? [];
    const ofClass = this.calls.get(`new ${className}`) ?? [];
    // Constructs of other code can have the same class, but hardly the same class and ID.
    const anywhere = this.isWhole ? ofClass : [];
    const call =
      onlyOne(exact, own) ??
      onlyOne(this.calls.get(id) ?? [], own) ??
      onlyOne(exact, near) ??
      onlyOne(ofClass, own) ??
      onlyOne(exact) ??
      onlyOne(anywhere);
    if (call) return { source: call.source, line: this.lineOf(call) };
    const source = onlyFile(ofClass, own) ?? onlyFile(anywhere) ?? own[0];
    return source === undefined ? undefined : { source };
  }

  private add(key: string, call: Call): void {
    const calls = this.calls.get(key);
    if (calls) calls.push(call);
    else this.calls.set(key, [call]);
  }

  private lineOf({ source, at }: Call): number {
    return (this.files.get(source) ?? '').slice(0, at).split('\n').length;
  }
}

/** Calls such as `new Vpc(this, 'Default'` and `rolePolicy(this, 'start'`, with the ID if it is a literal. */
const constructCalls = /\b(new )?(\w+)\(\s*[\w.]+,\s*(?:'([^'\n]*)')?/g;

const ownClasses = /^(?:export )?(?:abstract )?class (\w+)/gm;

function onlyOne(calls: readonly Call[], files?: readonly string[]): Call | undefined {
  const there = files ? calls.filter(({ source }) => files.includes(source)) : calls;
  return there.length === 1 ? there[0] : undefined;
}

/** The file of all calls, if all are in the same file. */
function onlyFile(calls: readonly Call[], files?: readonly string[]): string | undefined {
  const there = new Set(
    calls.map(({ source }) => source).filter((one) => files?.includes(one) ?? true),
  );
  return there.size === 1 ? [...there][0] : undefined;
}
