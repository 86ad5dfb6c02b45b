import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pushedImagesFile } from '../../constructs/images/pushed-images';
import { UserError } from '../cli/command';
import { differences } from './differences';
import { fileOf, hasMore, writtenFamilies } from './files';
import type { Registration } from './registration';
import { type TemplateScope, Templates } from './template';

/** What the task definitions of a stack should be, with Terraform's expressions. */
export interface Described {
  readonly registrations: readonly Registration[];
  readonly templates: Templates;
}

interface Synthesized extends TemplateScope {
  readonly output: {
    readonly task_definitions: { readonly value: Readonly<Record<string, Registration>> };
  };
}

/** Reads the synthesized stack, and the tags of images that were pushed for it. */
export function describedIn(folder: string): Described {
  const configuration: Synthesized = read(join(folder, 'cdk.tf.json'));
  const file = join(folder, pushedImagesFile);
  const tags: Record<string, unknown> = existsSync(file) ? read(file) : {};
  return {
    registrations: Object.values(configuration.output.task_definitions.value),
    templates: new Templates(configuration, tags),
  };
}

/**
 * What is wrong with the files of a stack, each a sentence with what to do.
 *
 * @returns `undefined` if the project keeps none of that stack.
 */
export function problemsOfFiles(
  stack: string,
  { registrations, templates }: Described,
): string[] | undefined {
  const written = writtenFamilies(stack);
  if (written.length === 0) return undefined;
  const write = `npm run taskdef -- ${stack}`;
  const families = registrations.map(({ family }) => family);
  const superfluous = written.filter((family) => !families.includes(family));
  return [
    ...registrations.flatMap((registration) => {
      const file = fileOf(registration.family);
      if (!existsSync(file)) return `${file} is missing; apply, then write it with: ${write}`;
      const parsed = parsedFile(file);
      if (parsed === undefined) return `${file} is no JSON; write it with: ${write}`;
      return differences(parsed, registration, templates).map(
        (difference) => `${file} is old: ${difference}; apply, then write it with: ${write}`,
      );
    }),
    ...superfluous.map((family) => {
      const how = hasMore(family)
        ? 'remove it, it has other files, too'
        : `remove it with: ${write}`;
      return `${fileOf(family)} is of no service of stack "${stack}"; ${how}`;
    }),
  ];
}

function parsedFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @throws UserError if a file is no JSON. */
function read<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
