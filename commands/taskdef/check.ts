import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pushedImagesFile } from '../../constructs/images/pushed-images';
import { UserError } from '../cli/command';
import { differences } from './differences';
import { fileOf, hasMore, writtenFamilies } from './files';
import type { FamilyScope } from './outputs';
import type { Registration } from './registration';
import { type TemplateScope, Templates } from './template';

/** The synthesized task definitions of a stack, with Terraform's expressions. */
export interface SynthesizedTaskDefinitions {
  readonly registrations: readonly Registration[];
  readonly templates: Templates;
}

interface Synthesized extends TemplateScope {
  readonly output: {
    readonly task_definitions: { readonly value: Readonly<Record<string, Registration>> };
  };
}

/** Reads the task definitions of a synthesized stack, and the tags of its pushed images. */
export function describedIn(folder: string): SynthesizedTaskDefinitions {
  const configuration: Synthesized = read(join(folder, 'cdk.tf.json'));
  const file = join(folder, pushedImagesFile);
  const tags: Record<string, unknown> = existsSync(file) ? read(file) : {};
  return {
    registrations: Object.values(configuration.output.task_definitions.value),
    templates: new Templates(configuration, tags),
  };
}

/**
 * Validates the files of a stack. Each issue is a sentence that says how to fix it.
 *
 * @returns `undefined` if the project has no files of this stack.
 */
export function fileIssues(
  scope: FamilyScope,
  { registrations, templates }: SynthesizedTaskDefinitions,
): string[] | undefined {
  const { stack } = scope;
  const written = writtenFamilies(scope);
  if (written.length === 0) return undefined;
  const write = `npm run taskdef -- ${stack}`;
  const families = registrations.map(({ family }) => family);
  const superfluous = written.filter((family) => !families.includes(family));
  return [
    ...registrations.flatMap((registration) => {
      const file = fileOf(registration.family);
      if (!existsSync(file)) return `${file} is missing; apply, then write it with: ${write}`;
      const parsed = parsedFile(file);
      if (parsed === undefined) return `${file} is not valid JSON; write it with: ${write}`;
      return differences(parsed, registration, templates).map(
        (difference) =>
          `${file} is out of date: ${difference}; apply, then write it with: ${write}`,
      );
    }),
    ...superfluous.map((family) => {
      const how = hasMore(family)
        ? 'remove its folder yourself, because it contains other files'
        : `remove it with: ${write}`;
      return `${fileOf(family)} does not belong to a service of stack "${stack}"; ${how}`;
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

/** @throws UserError if the file is not valid JSON. */
function read<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
