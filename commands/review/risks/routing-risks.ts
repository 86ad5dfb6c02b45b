import { Netmask } from 'netmask';
import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { fieldsOf, listOf } from '../plan/json-values';
import type { ModuleValues, ResourceChange } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';
import { blockOf, textOf } from '../plan/planned-resources';
import { isPublic } from './allowed-traffic';

type Finding = Omit<Risk, 'address' | 'action'>;
type Fields = Readonly<Record<string, unknown>>;

/** Finds routes, prefix lists and security group assignments that allow additional traffic. */
export class RoutingRisks {
  private readonly cidrsOf = new Map<string, string[]>();

  constructor({ plan }: PlanContext) {
    const visit = (module: ModuleValues | undefined): void => {
      for (const { type, values } of module?.resources ?? []) {
        const list = listIn(type, values);
        if (list === undefined) continue;
        const cidrs = cidrsIn(type, fieldsOf(values));
        this.cidrsOf.set(list, [...(this.cidrsOf.get(list) ?? []), ...cidrs]);
      }
      module?.child_modules?.forEach(visit);
    };
    visit(plan.prior_state?.values?.root_module);
  }

  /** Risks of a plan that allows more traffic by routes, prefix lists or assigned security groups. */
  risks(one: ResourceChange, kind: Kind): Finding[] {
    if (kind !== 'create' && kind !== 'update' && kind !== 'replace') return [];
    const [before, after] = [fieldsOf(one.change.before), fieldsOf(one.change.after)];
    return [
      ...ofRoutes(one, before, after),
      ...this.ofList(one, before, after),
      ...(kind === 'update' ? ofGroups(one, before, after) : []),
    ];
  }

  /** Networks that a plan adds to a prefix list: all rules that reference the list allow them. */
  private ofList({ type, change }: ResourceChange, before: Fields, after: Fields): Finding[] {
    const list = listIn(type, after) ?? listIn(type, before);
    // For a new list, the rules that reference it are evaluated.
    if (list === undefined) return [];
    const had = [...cidrsIn(type, before), ...(this.cidrsOf.get(list) ?? [])];
    const sign = fieldsOf(change.after_unknown);
    const isUnknown =
      sign.cidr === true ||
      sign.entry === true ||
      listOf(sign.entry).some((entry) => fieldsOf(entry).cidr === true);
    const added = [
      ...cidrsIn(type, after).filter((cidr) => !had.some((network) => isWithin(network, cidr))),
      ...(isUnknown ? ['an entry that is known only after apply'] : []),
    ];
    const name = textOf(after.name) ?? list;
    return added.map((cidr) => ({
      area: 'ports',
      what: `Prefix list ${name} also contains ${cidr}`,
      consequence: 'rules and routes that reference the list allow this network',
      isBlocking: true,
    }));
  }
}

function listIn(type: string, values: unknown): string | undefined {
  const { id, prefix_list_id: list } = fieldsOf(values);
  if (type === 'aws_ec2_managed_prefix_list') return textOf(id);
  return type === 'aws_ec2_managed_prefix_list_entry' ? textOf(list) : undefined;
}

function cidrsIn(type: string, values: Fields): string[] {
  const entries = type.endsWith('_entry') ? [values] : listOf(values.entry);
  return entries.flatMap((entry) => textOf(fieldsOf(entry).cidr) ?? []);
}

function isWithin(network: string, part: string): boolean {
  if (network === part) return true;
  if (`${network}${part}`.includes(':')) return network === '::/0' && part.includes(':');
  try {
    return new Netmask(network).contains(new Netmask(part));
  } catch {
    return false;
  }
}

/** A route to an internet gateway in an existing route table. */
function ofRoutes({ type, change }: ResourceChange, before: Fields, after: Fields): Finding[] {
  const sign = fieldsOf(change.after_unknown);
  const isRoute = type === 'aws_route';
  if (!isRoute && !/^aws_(default_)?route_table$/.test(type)) return [];
  const table = isRoute ? textOf(after.route_table_id) : (textOf(before.id) ?? textOf(after.id));
  // The ID of an existing route table is known.
  if (table === undefined) return [];
  const had = new Set(isRoute ? routesIn([before], []) : routesIn(before.route, []));
  const has = isRoute ? routesIn([after], [sign]) : routesIn(after.route, sign.route);
  const added = has.filter((destination) => !had.has(destination));
  const what = `Route table ${table} routes ${added.join(', ')} to an internet gateway`;
  const consequence =
    'resources with public addresses in its subnets can reach the internet, and can be reached from it';
  return added.length > 0 ? [{ area: 'ports', what, consequence, isBlocking: true }] : [];
}

/** Public destinations of routes to an existing internet gateway, or to one of the same plan. */
function routesIn(routes: unknown, signs: unknown): string[] {
  return listOf(routes).flatMap((route, index) => {
    const fields = fieldsOf(route);
    const isNew = fieldsOf(listOf(signs)[index]).gateway_id === true;
    if (!isNew && !textOf(fields.gateway_id)?.startsWith('igw-')) return [];
    const names = [
      'destination_cidr_block',
      'destination_ipv6_cidr_block',
      'cidr_block',
      'ipv6_cidr_block',
    ];
    return names.flatMap((name) => {
      const cidr = textOf(fields[name]);
      return cidr !== undefined && isPublic({ ...anyPort, peer: cidr }) ? cidr : [];
    });
  });
}

const anyPort = { direction: 'in', protocol: '-1', from: 0, to: 65_535 } as const;

/** Security groups that are assigned to an existing resource. */
function ofGroups({ type, change }: ResourceChange, before: Fields, after: Fields): Finding[] {
  const groups = (values: Fields) =>
    listOf(values.security_groups ?? blockOf(values.network_configuration).security_groups);
  if (!/^aws_(a?lb|elb|ecs_service)$/.test(type)) return [];
  const had = new Set(groups(before));
  const added = groups(after).filter((group) => typeof group === 'string' && !had.has(group));
  const sign = fieldsOf(change.after_unknown);
  const signs = sign.security_groups ?? blockOf(sign.network_configuration).security_groups;
  const hasNew = signs === true || listOf(signs).includes(true);
  const all = [...added, ...(hasNew ? ['one that this plan creates'] : [])];
  const what = `${String(after.name ?? 'The resource')} gets the security group ${all.join(', ')}`;
  const consequence = 'sources that this group allows can connect to it';
  return all.length > 0 ? [{ area: 'ports', what, consequence, isBlocking: false }] : [];
}
