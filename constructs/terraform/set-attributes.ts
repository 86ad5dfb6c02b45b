import sets from './set-attributes.json';

// `npm run generate -- set-attributes` writes set-attributes.json from the schemas of the providers. For each type that the
// constructs use, it lists the paths of attributes and blocks that are sets. `*.` stands for any number of blocks, or none.

/** Attributes that every resource has. */
const ofTerraform = ['depends_on', 'lifecycle.ignore_changes', 'lifecycle.replace_triggered_by'];

const pathsOf = new Map<string, ReadonlySet<string>>();

/**
 * Whether the order of the elements of an attribute or a block has no meaning.
 *
 * @param type of a resource, `aws_lb`, or of a data source, `data.aws_vpc`. Types that the constructs do not use have no sets
 *   here.
 * @param path names from the resource down, without indexes: `network_configuration.subnets`.
 */
export function isSet(type: string, path: string): boolean {
  const known = pathsOf.get(type) ?? new Set([...ofTerraform, ...setsOf(type)]);
  pathsOf.set(type, known);
  return known.has(path) || known.has(`*.${path.slice(path.lastIndexOf('.') + 1)}`);
}

function setsOf(type: string): readonly string[] {
  const byType: Readonly<Record<string, readonly string[]>> = sets;
  return (Object.hasOwn(byType, type) && byType[type]) || [];
}
