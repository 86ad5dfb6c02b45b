import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from './project-copy';

/** An example of docs/constructs.md: a complete main.ts. */
export interface DocumentedExample {
  /** Its heading. */
  readonly title: string;
  readonly code: string;
}

/** A synthesized example, with the stacks by name. */
export interface SynthesizedExample extends DocumentedExample {
  readonly stacks: Readonly<Record<string, string>>;
}

/** All examples of the page, in its order. */
export function documentedExamples(): DocumentedExample[] {
  const page = readFileSync('docs/constructs.md', 'utf8');
  const chapters = page.split(/^## /m).slice(1);
  return chapters.flatMap((chapter) => {
    const [title = ''] = chapter.split('\n');
    return [...chapter.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => ({
      title,
      code,
    }));
  });
}

/** Runs each example as main.ts of a copy of the project. Throws what it prints if one fails. */
export function synthExamples(): SynthesizedExample[] {
  const { folder, remove } = copyProject();
  try {
    return documentedExamples().map((example) => {
      writeFileSync(join(folder, 'main.ts'), example.code);
      rmSync(join(folder, 'cdktf.out'), { recursive: true, force: true });
      run(folder, ['--import', 'tsx', 'main.ts']);
      const stacks = join(folder, 'cdktf.out/stacks');
      const textOf = (stack: string) => readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8');
      const names = readdirSync(stacks).sort();
      return { ...example, stacks: Object.fromEntries(names.map((name) => [name, textOf(name)])) };
    });
  } finally {
    remove();
  }
}

/** Checks the types of all examples as files next to the constructs of a copy of the project. */
export function compileExamples(): void {
  const { folder, remove } = copyProject();
  try {
    const files = documentedExamples().map(({ code }, index) => {
      writeFileSync(join(folder, `example-${index}.ts`), code);
      return `example-${index}.ts`;
    });
    const config = { extends: './tsconfig.json', include: [], files };
    writeFileSync(join(folder, 'tsconfig.examples.json'), JSON.stringify(config));
    run(folder, ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.examples.json']);
  } finally {
    remove();
  }
}

function run(folder: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout + stderr);
}
