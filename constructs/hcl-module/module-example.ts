import { escapeTemplate } from '../terraform/json-template';
import { inputsOf, isRequired, type ModuleConfiguration } from './module-configuration';

/** Example values by the ending of an input's name. The first match is used. */
const valuesByName: readonly (readonly [ending: RegExp, value: string | readonly string[]])[] = [
  [/^name_prefix$/, 'shop-test'],
  [/(^|_)vpc_id$/, 'vpc-0a1b2c3d4e5f60718'],
  [/(^|_)public_subnet_ids$/, ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712']],
  [/(^|_)subnet_ids$/, ['subnet-0a1b2c3d4e5f60721', 'subnet-0a1b2c3d4e5f60722']],
  [/(^|_)domain$/, 'shop.example.com'],
  [/(^|_)zone_id$/, 'Z0123456789ABCDEFGHIJ'],
  // Image of a sidecar. Images of services are passed to `moduleCall`.
  [/_image$/, '123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/sidecar:1.0.0'],
  [/_arn$/, 'arn:aws:iam::123456789012:policy/example'],
];

const valuesByType: Readonly<Record<string, unknown>> = {
  string: 'example',
  number: 1,
  bool: false,
  'list(string)': ['example'],
  'set(string)': ['example'],
  'map(string)': {},
};

/**
 * A `module` block in HCL with all required inputs, formatted as `terraform fmt` does.
 *
 * @param source arguments above the inputs: `source` and, for a registry, `version`.
 * @param values values of inputs that only the caller knows, such as images.
 * @throws Error if there is no example value for a required input. For inputs of type string, number, bool, and for lists, sets
 *   and maps of strings, there always is one.
 */
export function moduleCall(
  configuration: ModuleConfiguration,
  source: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): string {
  const required = inputsOf(configuration).filter(([, variable]) => isRequired(variable));
  // The prefix of all names comes first.
  const names = required
    .map(([name, { type = 'string' }]) => ({ name, type }))
    .sort(
      (one, other) => Number(other.name === 'name_prefix') - Number(one.name === 'name_prefix'),
    );
  const given = names.map(({ name, type }): [string, unknown] => [
    name,
    values[name] ?? exampleValue(name, type),
  ]);
  const blocks = [Object.entries(source), given].filter((block) => block.length > 0);
  return ['module "services" {', blocks.map(alignFields).join('\n\n'), '}'].join('\n');
}

function exampleValue(name: string, type: string): unknown {
  const byName = valuesByName.find(([ending]) => ending.test(name))?.[1];
  const fits = Array.isArray(byName) ? /^(list|set)\(string\)$/.test(type) : type === 'string';
  const value = byName !== undefined && fits ? byName : valuesByType[type];
  if (value !== undefined) return value;
  throw new Error(
    `the example of a module has no value for its input "${name}" of type ${type}; give the input a default, or write an example in constructs/hcl-module/module-example.ts`,
  );
}

/** Arguments, one on each line, with their equals signs aligned. */
function alignFields(fields: readonly [string, unknown][]): string {
  const width = Math.max(...fields.map(([name]) => name.length));
  return fields
    .map(([name, value]) => `  ${name.padEnd(width)} = ${formatHclValue(value)}`)
    .join('\n');
}

/** A value in HCL, on one line. */
function formatHclValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatHclValue).join(', ')}]`;
  return escapeTemplate(JSON.stringify(value));
}
