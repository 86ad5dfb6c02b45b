import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describedIn } from '../../commands/taskdef/check';
import { registrationText } from '../../commands/taskdef/registration';
import { ServicesApp } from '../../constructs/app';
import type { AppOptions } from '../../constructs/options/environment/app-options';
import { run } from '../../constructs/run';

/** The texts in each file that a synth of an app writes, and in each taskdef.json, as what reads the file understands them. */
export function writtenTexts(options: AppOptions): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const quiet = [jest.spyOn(console, 'log'), jest.spyOn(console, 'error')].map((spy) =>
    spy.mockImplementation(() => {}),
  );
  try {
    run(() => new ServicesApp({ ...options, outdir: folder }));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((file) => /\.(json|md)$/.test(file))
      .map((file): [string, string[]] => [
        file,
        read(file, readFileSync(join(folder, file), 'utf8')),
      ]);
    const taskdefs = Object.keys(options.environments).map((name): [string, string[]] => [
      `taskdef.json of ${name}`,
      registeredTexts(join(folder, 'stacks', name)),
    ]);
    return new Map([...texts, ...taskdefs]);
  } finally {
    for (const spy of quiet) spy.mockRestore();
    rmSync(folder, { recursive: true });
  }
}

function read(file: string, text: string): string[] {
  if (file.endsWith('.md')) return markdownTexts(text);
  return leavesOf(JSON.parse(text), file.endsWith('.tf.json'));
}

/** All texts in a value, also names of fields, and those in JSON and in expressions of Terraform. */
function leavesOf(value: unknown, isTerraform: boolean): string[] {
  if (typeof value === 'string') {
    const texts = isTerraform ? evaluated(value) : [value];
    const document = isTerraform ? documentIn(texts[0] ?? '') : undefined;
    return document === undefined ? texts : [...texts.slice(1), ...leavesOf(document, false)];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(one, isTerraform));
  return Object.entries(value).flatMap(([key, one]) => [
    ...leavesOf(key, isTerraform),
    ...leavesOf(one, isTerraform),
  ]);
}

function documentIn(text: string): object | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A template as Terraform evaluates it, without its expressions, and the strings in them.
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function evaluated(template: string): string[] {
  const strings: string[] = [];
  const text = template.replace(
    /([$%])\1\{|[$%]\{((?:"(?:[^"\\]|\\.)*"|[^"{}]|\{[^{}]*\})*)\}/gs,
    (_all, sign: string | undefined, expression = '') => {
      if (sign !== undefined) return `${sign}{`;
      for (const [string] of expression.matchAll(/"(?:[^"\\]|\\.)*"/gs)) {
        strings.push(...evaluated(JSON.parse(string)));
      }
      return '';
    },
  );
  return [text, ...strings];
}

/** The lines of a page as it shows them: the part of Markdown that is not literal in a text, and a cell ends at a bar. */
function markdownTexts(page: string): string[] {
  const bar = /(?<=(?<!\\)(?:\\\\)*)\|/;
  return page
    .split('\n')
    .flatMap((line) => (line.startsWith('|') ? line.split(bar) : [line]).map(shown));
}

function shown(markdown: string): string {
  const parts =
    /(?<fence>`+) ?(?<code>.+?) ?\k<fence>(?!`)|\\(?<literal>[!-/:-@[-`{-~])|(?<line><br\/>)|<[a-z/!?][^>]*>|&amp;|\*/gi;
  return markdown.replace(parts, (all, ...rest) => {
    const { code, literal, line } = rest.at(-1);
    if (code !== undefined) return code.replaceAll('\\|', '|');
    return literal ?? (line ? '\n' : all === '&amp;' ? '&' : '');
  });
}

/** The texts in each taskdef.json that `npm run taskdef` writes after an apply. Those without expressions fit the stack. */
function registeredTexts(stack: string): string[] {
  const { registrations, templates } = describedIn(stack);
  const applied = <T>(value: T): T => {
    if (typeof value === 'string') {
      const [text = '', ...strings] = evaluated(value);
      if (strings.length === 0 && !/(?<![$%])[$%]\{/.test(value)) {
        expect(templates.fits(text, value)).toBe(true);
      }
      return text as T;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(applied) as T;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, applied(one)])) as T;
  };
  return registrations.flatMap((one) =>
    leavesOf(JSON.parse(registrationText(applied(one))), false),
  );
}
