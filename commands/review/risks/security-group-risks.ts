import { isPlainObject } from '../../../constructs/options/validation-issues';
import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { fieldsOf } from '../plan/json-values';
import type { ModuleValues, ResourceChange } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';
import {
  allowedTrafficIn,
  covers,
  deniedTrafficIn,
  formatTraffic,
  isPublic,
  type Traffic,
} from './allowed-traffic';
import type { Owners } from './owners';

type Finding = Omit<Risk, 'address' | 'action'>;

/** Finds traffic that a plan newly allows, compared with the security groups and network ACLs in the state. */
export class SecurityGroupRisks {
  private readonly byGroup = new Map<string, Traffic[]>();
  private readonly ruled = new Map<string, Traffic[]>();
  private readonly names = new Map<string, string>();

  constructor({ plan }: PlanContext) {
    const visit = (module: ModuleValues | undefined): void => {
      for (const { type, values } of module?.resources ?? []) {
        const group = groupOf(values);
        if (group === undefined) continue;
        if (/security_group$/.test(type))
          this.names.set(group, shortName(String(values?.name ?? group)));
        const allowed = allowedTrafficIn(type, values);
        add(this.byGroup, group, allowed);
        if (type.endsWith('_rule')) add(this.ruled, group, allowed);
      }
      module?.child_modules?.forEach(visit);
    };
    visit(plan.prior_state?.values?.root_module);
  }

  /** Risks of rules that open a closed port, in the order of the rules. */
  risks(one: ResourceChange, kind: Kind, owners: Owners): Finding[] {
    if (kind === 'destroy') return this.denials(one, owners);
    if (kind !== 'create' && kind !== 'update' && kind !== 'replace') return [];
    const { type, change } = one;
    const { before, after } = change;
    const group = groupOf(after) ?? (kind === 'update' ? groupOf(before) : undefined);
    const allowedBefore = [
      ...allowedTrafficIn(type, before),
      ...(group === undefined ? [] : (this.byGroup.get(group) ?? [])),
    ];
    const findings = allowedTrafficIn(type, after, change.after_unknown)
      .filter((traffic) => !allowedBefore.some((other) => covers(other, traffic)))
      .map((traffic) => ({
        area: 'ports' as const,
        what: `${this.subjectOf(one)} allows ${traffic.direction}bound ${this.format(traffic)}`,
        consequence: consequenceOf(traffic),
        isBlocking: isBlocking(traffic, group === undefined),
      }));
    return [...findings, ...this.unknown(one), ...this.denials(one, owners)];
  }

  /** Rules of an existing group that are known only after apply. */
  private unknown(one: ResourceChange): Finding[] {
    const { before, after_unknown: sign } = one.change;
    if (!/(security_group|network_acl)$/.test(one.type) || !isPlainObject(before)) return [];
    if (fieldsOf(sign).ingress !== true) return [];
    const what = `${this.subjectOf(one)} has inbound rules that are known only after apply`;
    const consequence = 'it can allow more than before; check in the configuration what it allows';
    return [{ area: 'ports', what, consequence, isBlocking: true }];
  }

  /** Traffic that a network ACL no longer denies, unless the ACL is destroyed, too. */
  private denials(one: ResourceChange, owners: Owners): Finding[] {
    const { before, after } = one.change;
    if (/network_acl$/.test(one.type) && !isPlainObject(after)) return [];
    if (owners.isDestroyed(one)) return [];
    const denied = deniedTrafficIn(one.type, after);
    return deniedTrafficIn(one.type, before)
      .filter((traffic) => !denied.some((other) => covers(other, traffic)))
      .map((traffic) => ({
        area: 'ports' as const,
        what: `${this.subjectOf(one)} no longer denies ${traffic.direction}bound ${this.format(traffic)}`,
        consequence: 'its other rules can now allow this traffic',
        isBlocking: true,
      }));
  }

  /** Traffic that a security group allows because of changes outside of Terraform: no rule in the state allows it. */
  allowedOutsideTerraform({ type, change: { before, after } }: ResourceChange): string[] {
    const group = groupOf(after);
    if (group === undefined) return [];
    const known = [...allowedTrafficIn(type, before), ...(this.ruled.get(group) ?? [])];
    return allowedTrafficIn(type, after)
      .filter((traffic) => !known.some((one) => covers(one, traffic)))
      .map((traffic) => `allows ${traffic.direction}bound ${this.format(traffic)}`);
  }

  /** The traffic of a rule as text, with the names of security groups. */
  format(traffic: Traffic): string {
    const { peer } = traffic;
    const name = peer === undefined ? undefined : this.names.get(peer);
    return formatTraffic(name === undefined ? traffic : { ...traffic, peer: `${name} (${peer})` });
  }

  private subjectOf({ type, change: { before, after } }: ResourceChange): string {
    const {
      name,
      description,
      security_group_id: id,
      network_acl_id: list,
      id: own,
    } = { ...fieldsOf(before), ...fieldsOf(after) };
    if (type.includes('network_acl')) {
      const found = [list, own].find((one) => typeof one === 'string' && one !== '');
      return found === undefined ? 'A new network ACL' : `Network ACL ${found}`;
    }
    if (type === 'aws_default_security_group') return 'The default security group';
    if (typeof name === 'string' && name !== '') return `Security group ${shortName(name)}`;
    if (typeof id === 'string') return `Security group ${this.names.get(id) ?? id}`;
    if (typeof description !== 'string' || description === '') return 'A new security group';
    return `A new security group (${type.endsWith('_rule') ? 'rule ' : ''}"${description}")`;
  }
}

/** A name without the suffix that the AWS provider adds to a name prefix. */
function shortName(name: string): string {
  return name.replace(/-\d{12,18}[0-9a-f]{0,8}$/, '');
}

function add(map: Map<string, Traffic[]>, group: string, allowed: readonly Traffic[]): void {
  const all = map.get(group);
  if (all) all.push(...allowed);
  else map.set(group, [...allowed]);
}

/** Whether traffic blocks the plan. New groups may allow private networks, and browsers on ports 80 and 443. */
function isBlocking(traffic: Traffic, isNew: boolean): boolean {
  const { direction, protocol, from, to, peer } = traffic;
  if (direction === 'out') return !isNew && peer !== undefined && isPublic(traffic);
  if (!isNew) return true;
  // The addresses of a prefix list are not known here.
  if (peer?.startsWith('pl-') && (protocol === '-1' || to - from >= 65_534)) return true;
  const isForBrowsers = protocol === 'tcp' && from === to && [80, 443].includes(from);
  return isPublic(traffic) && !isForBrowsers;
}

function consequenceOf(traffic: Traffic): string {
  const { direction, peer } = traffic;
  if (direction === 'out') return 'resources that use it can send data to this destination';
  if (peer === '0.0.0.0/0' || peer === '::/0')
    return 'anyone on the internet can connect to resources that use it';
  return isPublic(traffic)
    ? 'clients in this public network can connect to resources that use it'
    : 'this source can connect to resources that use it';
}

/** The ID of the security group or network ACL that a resource belongs to. */
function groupOf(values: unknown): string | undefined {
  if (!isPlainObject(values)) return undefined;
  const { security_group_id: ruled, network_acl_id: list, id } = values;
  const found = [ruled, list, id].find((one) => typeof one === 'string' && one !== '');
  return found as string | undefined;
}
