import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isJson } from '../../constructs/terraform/json-attributes';
import { isSet, setTypes } from '../../constructs/terraform/set-attributes';
import { everyRegistry, fullOptions, otherOptions, shippedOptions } from '../support/all-options';
import { describeWith } from '../support/needs';
import { synthAll } from '../support/synth-all';

describeWith(['terraform'], 'the sets of the providers', () => {
  test('are those that are known, of each type that a stack has', () => {
    const schemas = providerSchemas();
    const types = new Set([...setTypes(), ...usedTypes()]);
    const unlike = [...types].flatMap((type) => {
      const paths = schemas.get(type);
      if (!paths) return [`${type} is a type of neither provider`];
      return [...paths].flatMap(([path, kind]) => {
        const known = isSet(type, path);
        if (known !== (kind === 'set')) {
          return `${type}: ${path} is ${known ? 'known as a set, and none' : 'a set, and not known as one'}`;
        }
        return isJson(path) && kind !== 'string' ? [`${type}: ${path} is no text`] : [];
      });
    });
    expect(unlike).toEqual([]);
  });
});

/** Of resources, and of data sources with `data.` before them. */
function usedTypes(): string[] {
  const stacks = [
    synthAll(shippedOptions),
    synthAll(fullOptions, everyRegistry),
    synthAll(otherOptions),
  ];
  return stacks.flatMap(Object.values).flatMap((text) => {
    const { resource, data = {} } = JSON.parse(text);
    return [...Object.keys(resource), ...Object.keys(data).map((type) => `data.${type}`)];
  });
}

/** Kinds of all that resources and data sources have, by type and path. */
function providerSchemas(): Map<string, Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const cache = resolve('node_modules/.cache/terraform');
  mkdirSync(cache, { recursive: true });
  const providers = {
    aws: { source: 'hashicorp/aws', version: '~> 6.25' },
    docker: { source: 'kreuzwerker/docker', version: '>= 3.6.2, < 5.0.0' },
  };
  const main = JSON.stringify({ terraform: { required_providers: providers } });
  writeFileSync(join(folder, 'main.tf.json'), main);
  const terraform = (...args: string[]) =>
    spawnSync('terraform', args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, TF_PLUGIN_CACHE_DIR: cache },
    }).stdout;
  terraform('init', '-no-color');
  const { provider_schemas: all } = JSON.parse(terraform('providers', 'schema', '-json'));
  rmSync(folder, { recursive: true });
  const schemas = Object.values<Provider>(all).flatMap(
    ({ resource_schemas: resources, data_source_schemas: data }) => [
      ...Object.entries(resources),
      ...Object.entries(data).map(([type, schema]) => [`data.${type}`, schema] as const),
    ],
  );
  return new Map(schemas.map(([type, { block }]) => [type, new Map(kindsOf(block, ''))]));
}

interface Provider {
  readonly resource_schemas: Record<string, { readonly block: Block }>;
  readonly data_source_schemas: Record<string, { readonly block: Block }>;
}

interface Block {
  readonly nesting_mode?: string;
  readonly attributes?: Record<string, { readonly type?: Type; readonly nested_type?: Block }>;
  readonly block_types?: Record<string, { readonly nesting_mode: string; readonly block: Block }>;
}

/** `string`, `["set", "string"]`, `["list", ["object", { "a": "string" }]]`. */
type Type = string | readonly [string, Type | Record<string, Type>];

function kindsOf({ attributes = {}, block_types: blocks = {} }: Block, start: string): Kind[] {
  const ofAttributes = Object.entries(attributes).flatMap(
    ([name, { type, nested_type: nested }]) =>
      nested
        ? [
            [start + name, nested.nesting_mode ?? ''] as const,
            ...kindsOf(nested, `${start}${name}.`),
          ]
        : kindsOfType(type ?? '', start + name),
  );
  const ofBlocks = Object.entries(blocks).flatMap(([name, { nesting_mode: mode, block }]) => [
    [start + name, mode] as const,
    ...kindsOf(block, `${start}${name}.`),
  ]);
  return [...ofAttributes, ...ofBlocks];
}

type Kind = readonly [path: string, kind: string];

function kindsOfType(type: Type, path: string): Kind[] {
  if (typeof type === 'string') return [[path, type]];
  const [kind, inner] = type;
  if (kind === 'object') return kindsOfFields(inner as Record<string, Type>, path);
  const deeper = kindsOfType(inner as Type, path).filter(([deep]) => deep !== path);
  return [[path, kind], ...deeper];
}

function kindsOfFields(fields: Record<string, Type>, path: string): Kind[] {
  return Object.entries(fields).flatMap(([name, type]) => kindsOfType(type, `${path}.${name}`));
}
