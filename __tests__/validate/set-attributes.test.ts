import { staleness } from '../../commands/generate/generated-file';
import { type Kinds, providerSchemas } from '../../commands/generate/provider-schemas';
import {
  generatedSetAttributes,
  setAttributesText,
  usedTypes,
} from '../../commands/generate/set-attributes';
import { isJson } from '../../constructs/terraform/json-attributes';
import { everyRegistry, fullOptions, otherOptions, shippedOptions } from '../support/all-options';
import { describeWith } from '../support/needs';
import { synthAll } from '../support/synth-all';

describeWith(['terraform'], 'the schemas of the providers', () => {
  let schemas: ReadonlyMap<string, Kinds>;
  beforeAll(async () => {
    schemas = await providerSchemas();
  });

  test('give set-attributes.json', async () => {
    const text = async () => setAttributesText(schemas, usedTypes());
    expect(await staleness({ ...generatedSetAttributes, text })).toBeUndefined();
  });

  test('have each type, and a string for each attribute that is read as JSON', () => {
    const types = [...new Set([...usedTypes(), ...typesInStacks()])];
    expect(types.filter((type) => !schemas.has(type))).toEqual([]);
    const json = types.flatMap((type) =>
      [...(schemas.get(type) ?? [])].filter(([path]) => isJson(path)),
    );
    expect(new Set(json.map(([, kind]) => kind))).toEqual(new Set(['string']));
  });
});

test('each type in a stack is one that the constructs import', () => {
  const imported = usedTypes();
  expect(typesInStacks().filter((type) => !imported.includes(type))).toEqual([]);
});

/** By resource type; data sources have the prefix `data.`. */
function typesInStacks(): string[] {
  const stacks = [
    synthAll(shippedOptions),
    synthAll(fullOptions, everyRegistry),
    synthAll(otherOptions),
  ];
  const types = stacks.flatMap(Object.values).flatMap((text) => {
    const { resource, data = {} } = JSON.parse(text);
    return [...Object.keys(resource), ...Object.keys(data).map((type) => `data.${type}`)];
  });
  return [...new Set(types)];
}
