import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { requireTerraform, runTerraform } from '../terraform/terraform-program';

/** The versions that the stacks require. */
const providers = {
  aws: { source: 'hashicorp/aws', version: '~> 6.25' },
  docker: { source: 'kreuzwerker/docker', version: '>= 3.6.2, < 5.0.0' },
};

/** Kind of an attribute or a block by its path, `network_configuration.subnets` → `set`. */
export type Kinds = ReadonlyMap<string, string>;

/**
 * The kinds of all attributes and blocks, by type: `aws_lb`, `data.aws_vpc`. Terraform downloads the
 * newest versions of the providers that the stacks allow.
 *
 * @throws UserError if Terraform fails.
 */
export async function providerSchemas(): Promise<Map<string, Kinds>> {
  await requireTerraform();
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const TF_PLUGIN_CACHE_DIR = resolve('node_modules/.cache/terraform');
  mkdirSync(TF_PLUGIN_CACHE_DIR, { recursive: true });
  const env = { ...process.env, TF_PLUGIN_CACHE_DIR };
  try {
    const main = { terraform: { required_providers: providers } };
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(main));
    await runTerraform(folder, ['init', '-no-color'], env);
    const schemas = await runTerraform(folder, ['providers', 'schema', '-json'], env);
    return kindsByType(JSON.parse(schemas));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The output of `terraform providers schema -json`. */
export interface Schemas {
  readonly provider_schemas: Record<string, Provider>;
}

interface Provider {
  readonly resource_schemas?: Record<string, { readonly block: Block }>;
  readonly data_source_schemas?: Record<string, { readonly block: Block }>;
}

interface Block {
  readonly nesting_mode?: string;
  readonly attributes?: Record<string, { readonly type?: Type; readonly nested_type?: Block }>;
  readonly block_types?: Record<string, { readonly nesting_mode: string; readonly block: Block }>;
}

/** `string`, `["set", "string"]`, `["list", ["object", { "a": "string" }]]`. */
type Type =
  | string
  | readonly ['object', { readonly [name: string]: Type }]
  | readonly ['set' | 'list' | 'map', Type];

export function kindsByType({ provider_schemas: all }: Schemas): Map<string, Kinds> {
  const schemas = Object.values(all).flatMap(
    ({ resource_schemas: resources = {}, data_source_schemas: data = {} }) => [
      ...Object.entries(resources),
      ...Object.entries(data).map(([type, schema]) => [`data.${type}`, schema] as const),
    ],
  );
  return new Map(schemas.map(([type, { block }]) => [type, new Map(kindsOf(block, ''))]));
}

type Kind = readonly [path: string, kind: string];

function kindsOf({ attributes = {}, block_types: blocks = {} }: Block, start: string): Kind[] {
  const ofAttributes = Object.entries(attributes).flatMap(
    ([name, { type, nested_type: nested }]): Kind[] =>
      nested
        ? [[start + name, nested.nesting_mode ?? ''], ...kindsOf(nested, `${start}${name}.`)]
        : kindsOfType(type ?? '', start + name),
  );
  const ofBlocks = Object.entries(blocks).flatMap(
    ([name, { nesting_mode: mode, block }]): Kind[] => [
      [start + name, mode],
      ...kindsOf(block, `${start}${name}.`),
    ],
  );
  return [...ofAttributes, ...ofBlocks];
}

function kindsOfType(type: Type, path: string): Kind[] {
  if (typeof type === 'string') return [[path, type]];
  if (type[0] === 'object') {
    return Object.entries(type[1]).flatMap(([name, field]) =>
      kindsOfType(field, `${path}.${name}`),
    );
  }
  const deeper = kindsOfType(type[1], path).filter(([deep]) => deep !== path);
  return [[path, type[0]], ...deeper];
}
