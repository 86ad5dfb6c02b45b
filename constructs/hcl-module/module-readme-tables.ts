import {
  byName,
  inputsOf,
  isRequired,
  type ModuleBlocks,
  type ModuleConfiguration,
} from './module-configuration';
import {
  codeCell,
  descriptionCell,
  escapeMarkdown,
  formatDefaultValue,
} from './module-readme-text';

/**
 * The sections that terraform-docs 0.20 writes for a module (`terraform-docs markdown table`), byte for byte, except where its
 * output would break a table or hide a text: see `descriptionCell` and `codeCell`.
 */
export function moduleTables(configuration: ModuleConfiguration): string {
  return [
    requirements(configuration),
    providers(configuration),
    // Generated modules call no other modules.
    section('Modules', [], []),
    resources(configuration),
    inputs(configuration),
    outputs(configuration),
  ].join('\n\n');
}

function section(title: string, head: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) return `## ${title}\n\nNo ${title.toLowerCase()}.`;
  const line = head.map((name) =>
    name === 'Required' ? ':--------:' : '-'.repeat(name.length + 2),
  );
  const table = [`| ${head.join(' | ')} |`, `|${line.join('|')}|`];
  return [`## ${title}`, '', ...table, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join(
    '\n',
  );
}

/** A name that can be linked to. */
function anchored(kind: string, name: string): string {
  const anchor = `${kind}_${name}`;
  return `<a name="${anchor}"></a> [${escapeMarkdown(name)}](#${escapeMarkdown(anchor)})`;
}

function requirements({ terraform = {} }: ModuleConfiguration): string {
  const { required_version, required_providers = {} } = terraform;
  const versions: [string, string | undefined][] = [
    ['terraform', required_version],
    ...byName(required_providers).map(([name, { version }]): [string, string | undefined] => [
      name,
      version,
    ]),
  ];
  const rows = versions.flatMap(([name, version]) =>
    version === undefined ? [] : [[anchored('requirement', name), version]],
  );
  return section('Requirements', ['Name', 'Version'], rows);
}

function providers({ terraform, resource = {}, data = {} }: ModuleConfiguration): string {
  const names = new Set([...Object.keys(resource), ...Object.keys(data)].map(providerOf));
  const rows = [...names]
    .sort()
    .map((name) => [
      anchored('provider', name),
      terraform?.required_providers?.[name]?.version ?? 'n/a',
    ]);
  return section('Providers', ['Name', 'Version'], rows);
}

function resources(configuration: ModuleConfiguration): string {
  const { resource = {}, data = {} } = configuration;
  const rows = (blocks: ModuleBlocks, mode: string, page: string) =>
    Object.entries(blocks)
      .flatMap(([type, named]) =>
        Object.keys(named).map((name) => ({ type, spec: `${type}.${name}` })),
      )
      .sort((one, other) => (one.spec < other.spec ? -1 : 1))
      .map(({ type, spec }) => [linked(spec, documentation(configuration, type, page)), mode]);
  return section(
    'Resources',
    ['Name', 'Type'],
    [...rows(resource, 'resource', 'resources'), ...rows(data, 'data source', 'data-sources')],
  );
}

function linked(text: string, url: string | undefined): string {
  return url === undefined ? text : `[${text}](${url})`;
}

/** The documentation of a resource type; `undefined` if its provider is not in Terraform's public registry. */
function documentation(
  { terraform }: ModuleConfiguration,
  type: string,
  page: string,
): string | undefined {
  const provider = providerOf(type);
  const { source = `hashicorp/${provider}`, version = '' } =
    terraform?.required_providers?.[provider] ?? {};
  if (source.split('/').length > 2) return undefined;
  const [, exact = 'latest'] = /^(?:= ?)?(\d\S*)$/.exec(version) ?? [];
  // A type can consist of its provider's name only: `external`.
  const name = type.replace(`${provider}_`, '');
  return `https://registry.terraform.io/providers/${source}/${exact}/docs/${page}/${name}`;
}

function providerOf(type: string): string {
  return type.split('_', 1)[0] ?? type;
}

function inputs(configuration: ModuleConfiguration): string {
  const rows = inputsOf(configuration).map(([name, variable]) => [
    anchored('input', name),
    descriptionCell(variable.description),
    codeCell(variable.type ?? 'any'),
    isRequired(variable) ? 'n/a' : codeCell(formatDefaultValue(variable.default)),
    isRequired(variable) ? 'yes' : 'no',
  ]);
  return section('Inputs', ['Name', 'Description', 'Type', 'Default', 'Required'], rows);
}

function outputs({ output = {} }: ModuleConfiguration): string {
  const rows = byName(output).map(([name, { description }]) => [
    anchored('output', name),
    descriptionCell(description),
  ]);
  return section('Outputs', ['Name', 'Description'], rows);
}
