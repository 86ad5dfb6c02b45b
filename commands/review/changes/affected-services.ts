import type { Change } from '../model/report';

/**
 * Which services a plan touches, as sentences for the top of a report; none where no service is known.
 *
 * @param services all that are described.
 */
export function affectedServices(
  changes: readonly Change[],
  services: readonly string[],
): string[] {
  const affected = new Map<string, Set<string>>();
  for (const { service, kind, type } of changes) {
    if (service === undefined) continue;
    const kinds = affected.get(service) ?? new Set();
    affected.set(service, kinds.add(type === 'aws_ecs_service' ? `service ${kind}` : kind));
  }
  const has = (kind: string) =>
    [...affected].flatMap(([name, kinds]) => (kinds.has(`service ${kind}`) ? [name] : []));
  const [added, removed] = [has('create'), has('destroy')];
  const changed = [...affected.keys()]
    .filter((name) => !added.includes(name) && !removed.includes(name))
    .sort();
  const unaffected = services.filter((name) => !affected.has(name));
  const parts = [
    ...clause(added, 'is new', 'are new'),
    ...clause(changed, 'changes', 'change'),
    ...clause(removed, 'goes', 'go'),
    ...clause(unaffected, 'is not touched', 'are not touched'),
  ];
  // Of a plan that does nothing it is said already.
  if (parts.length === 0 || changes.length === 0) return [];
  return [`Services: ${parts.join('; ')}.`];
}

function clause(names: readonly string[], one: string, many: string): string[] {
  if (names.length === 0) return [];
  const listedNames = names.length > 8 ? [...names.slice(0, 7), `${names.length - 7} more`] : names;
  return [`${listedNames.join(', ')} ${names.length === 1 ? one : many}`];
}
