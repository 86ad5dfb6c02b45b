import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from './generated-file';
import { type Kinds, providerSchemas } from './provider-schemas';

export const generatedSetAttributes: GeneratedFile = {
  file: 'constructs/terraform/set-attributes.json',
  text: async () => setAttributesText(await providerSchemas(), usedTypes()),
};

/** Types of Terraform that the constructs import: `aws_lb`, `data.aws_vpc`. */
export function usedTypes(folder = 'constructs'): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const imports = texts.flatMap((text) => [
    ...text.matchAll(/from '(@cdktf\/provider-[a-z]+\/lib\/([^/']+))/g),
  ]);
  const types = imports.flatMap(([, module = '', name = '']) => {
    const code = readFileSync(require.resolve(module), 'utf8');
    const type = /tfResourceType = "([^"]+)"/.exec(code)?.[1];
    if (type === undefined || name === 'provider') return [];
    return name.startsWith('data-') ? `data.${type}` : type;
  });
  return [...new Set(types)].sort();
}

/** The text of set-attributes.json: the paths of sets, by type. A type without sets is left out. */
export function setAttributesText(
  schemas: ReadonlyMap<string, Kinds>,
  types: readonly string[],
): string {
  const sets = types.map((type) => [type, setsOf(schemas.get(type) ?? new Map())] as const);
  const withSets = sets.filter(([, paths]) => paths.length > 0);
  return `${JSON.stringify(Object.fromEntries(withSets), null, 2)}\n`;
}

/** The paths of sets; `*.name` if the same name is a set in several blocks, and has no other kind in any block. */
function setsOf(kinds: Kinds): string[] {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);
  const mixed = new Set([...kinds].flatMap(([path, kind]) => (kind === 'set' ? [] : nameOf(path))));
  const sets = [...kinds].flatMap(([path, kind]) => (kind === 'set' ? path : []));
  const count = (name: string) => sets.filter((path) => nameOf(path) === name).length;
  const short = sets.map((path) => {
    const name = nameOf(path);
    return mixed.has(name) || count(name) === 1 ? path : `*.${name}`;
  });
  return [...new Set(short)].sort();
}
