import type { Change, Group } from '../model/report';

/**
 * Groups changes: first by service, then by the part of the environment that their construct belongs to. Without
 * constructs they are grouped by module.
 */
export function groupsOf(changes: readonly Change[]): Group[] {
  const services = new Map<string, Change[]>();
  const others = new Map<string, Change[]>();
  for (const change of changes) {
    const { service } = change;
    const [groups, title] =
      service === undefined ? [others, partOf(change)] : [services, `Service ${service}`];
    const group = groups.get(title);
    if (group) group.push(change);
    else groups.set(title, [change]);
  }
  return [...services, ...others].map(([title, list]) => ({ title, changes: sorted(list) }));
}

/** The first part of a construct's path below its stack, else the module of an address. */
function partOf({ address, constructPath }: Change): string {
  const [, part] = constructPath?.split('/') ?? [];
  if (part !== undefined) return part;
  const module = address.match(/^(module\.[^.[]+(\[("(\\.|[^"\\])*"|\d+)\])?\.)+/)?.[0];
  return module === undefined ? 'Resources' : module.slice(0, -1);
}

const order = ['destroy', 'replace', 'forget', 'update', 'create', 'import', 'move'];

/** Changes that destroy come before changes that add. */
function sorted(changes: readonly Change[]): Change[] {
  return [...changes].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}
