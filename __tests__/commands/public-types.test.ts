import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';

/** A public class, interface, type or function, as an editor shows it outside: without bodies and internal members. */
interface Declaration {
  readonly name: string;
  readonly text: string;

  /** Names that its file imports from other files of constructs, or declares itself. */
  readonly known: readonly string[];
}

let folder: string;
let declarations: readonly Declaration[];

/** Names by path of their file: the exports of `constructs/index.ts`. */
function exportsOfIndex(): [file: string, name: string][] {
  const index = readFileSync('constructs/index.ts', 'utf8');
  const statements = index.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']*)'/gm);
  return [...statements].flatMap(([, names = '', file = '']) =>
    [...names.matchAll(/(?:type )?(\w+)/g)].map(([, name = '']): [string, string] => [file, name]),
  );
}

function declarationOf(file: string, name: string): Declaration {
  const source = readFileSync(join(folder, posix.join('constructs', `${file}.d.ts`)), 'utf8');
  const head = `export (?:declare )?(?:abstract )?(?:class|interface|type|function) ${name}\\b`;
  const found = new RegExp(
    `(?:/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/\\n)?${head}[\\s\\S]*?(?:^\\}|;$)`,
    'm',
  );
  const imported = [...source.matchAll(/^import (?:type )?\{([^}]*)\} from '\.[^']*'/gm)];
  const own = [
    ...source.matchAll(/^(?:export )?(?:declare )?(?:class|interface|type) (\w+)/gm),
  ].map(([, one = '']) => one);
  return {
    name,
    text: blockOf(found.exec(source)?.[0] ?? '', source),
    known: [
      ...imported
        .flatMap(([, names = '']) => names.match(/\w+/g) ?? [])
        .filter((one) => one !== 'type'),
      ...own,
    ],
  };
}

/** An interface whose heading has braces ends at the brace in the first column. */
function blockOf(start: string, source: string): string {
  if (start.endsWith('}') || !/\{/.test(start)) return start;
  const from = source.indexOf(start);
  return source.slice(from, source.indexOf('\n}', from) + 2);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'magicnight-types-'));
  const config = {
    extends: resolve('tsconfig.json'),
    compilerOptions: {
      ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, stripInternal: true },
      ...{ rootDir: resolve('.'), outDir: folder, typeRoots: [resolve('node_modules/@types')] },
    },
    include: [],
    files: [resolve('constructs/index.ts')],
  };
  const file = join(folder, 'tsconfig.json');
  writeFileSync(file, JSON.stringify(config));
  const args = ['node_modules/typescript/bin/tsc', '--project', file];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
  declarations = exportsOfIndex().map(([from, name]) => declarationOf(from, name));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const withoutComments = (text: string) => text.replace(/\/\*\*[\s\S]*?\*\//g, '');

test('each public symbol has a declaration with a comment', () => {
  expect(declarations.filter(({ text }) => text === '').map(({ name }) => name)).toEqual([]);
  const bare = declarations.filter(({ text }) => !text.startsWith('/**'));
  expect(bare.map(({ name }) => name)).toEqual([]);
});

test('each member of a public symbol has a comment', () => {
  const bare = declarations.flatMap(({ name, text }) => {
    const lines = text.split('\n');
    return lines.flatMap((line, index) => {
      const [, member] =
        /^ {4}(?:readonly |get |static |protected )*(\w+)[?]?[:(<]/.exec(line) ?? [];
      if (member === undefined || lines[index - 1]?.trimEnd().endsWith('*/')) return [];
      return [`${name}.${member}`];
    });
  });
  expect(bare).toEqual([]);
});

test('each type of this project in a public signature is public', () => {
  const names = declarations.map(({ name }) => name);
  const hidden = declarations.flatMap(({ name, text, known }) => {
    const used = withoutComments(text).match(/\b[A-Z]\w*\b/g) ?? [];
    const own = [...new Set(used)].filter((one) => known.includes(one) && !names.includes(one));
    return own.map((one) => `${name} → ${one}`);
  });
  expect(hidden).toEqual([]);
});

test('classes say what Terraform resources they synthesize, and options that can be left out their default', () => {
  const classes = declarations.filter(({ text }) => /export declare class/.test(text));
  const silent = classes.filter(({ text }) => !/Synthesizes/.test(text));
  expect(silent.map(({ name }) => name)).toEqual(['ValidationError']);
  const withoutDefault = declarations.flatMap(({ name, text }) =>
    /export (?:declare )?class/.test(text)
      ? []
      : [...text.matchAll(/(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?readonly (\w+)\?:/g)]
          .filter(([, comment = '']) => !/@default/.test(comment))
          .map(([, , member]) => `${name}.${member}`),
  );
  expect(withoutDefault).toEqual([]);
});
