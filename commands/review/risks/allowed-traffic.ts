import { Netmask } from 'netmask';
import { isPlainObject } from '../../../constructs/options/validation-issues';
import { listOf } from '../plan/json-values';

/** Traffic that a rule of a security group or network ACL allows. */
export interface Traffic {
  readonly direction: 'in' | 'out';

  /** `tcp`, `udp`, `icmp`; `-1` means all protocols. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;

  /** A CIDR, or the ID of a security group or prefix list; `undefined` if it is known only after apply. */
  readonly peer?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Traffic that a resource allows. Supports every form in which resource types write rules.
 *
 * @param sign marks values that are known only after apply; such a peer is `undefined`.
 */
export function allowedTrafficIn(type: string, values: unknown, sign?: unknown): Traffic[] {
  if (!isPlainObject(values)) return [];
  const blocks = (name: string) =>
    rulesOf(values[name], isPlainObject(sign) ? sign[name] : undefined);
  switch (type) {
    case 'aws_vpc_security_group_ingress_rule':
      return [singleRuleTraffic('in', values)];
    case 'aws_vpc_security_group_egress_rule':
      return [singleRuleTraffic('out', values)];
    case 'aws_security_group_rule':
      return listRuleTraffic(values.type === 'egress' ? 'out' : 'in', values, sign);
    case 'aws_security_group':
    case 'aws_default_security_group':
      return [
        ...blocks('ingress').flatMap(([rule, own]) => listRuleTraffic('in', rule, own)),
        ...blocks('egress').flatMap(([rule, own]) => listRuleTraffic('out', rule, own)),
      ];
    case 'aws_network_acl_rule':
    case 'aws_network_acl':
    case 'aws_default_network_acl':
      return networkAclTraffic(type, values, 'allow');
    default:
      return [];
  }
}

/** Traffic that a network ACL, or one of its rules, denies. */
export function deniedTrafficIn(type: string, values: unknown): Traffic[] {
  if (!isPlainObject(values) || !/network_acl(_rule)?$/.test(type)) return [];
  return networkAclTraffic(type, values, 'deny');
}

function networkAclTraffic(type: string, values: Fields, action: 'allow' | 'deny'): Traffic[] {
  if (type === 'aws_network_acl_rule') {
    if (values.rule_action !== action) return [];
    return listRuleTraffic(values.egress === true ? 'out' : 'in', values);
  }
  const blocks = (name: string) =>
    rulesOf(values[name]).flatMap(([rule]) => (rule.action === action ? [rule] : []));
  return [
    ...blocks('ingress').flatMap((rule) => listRuleTraffic('in', rule)),
    ...blocks('egress').flatMap((rule) => listRuleTraffic('out', rule)),
  ];
}

/** Whether the first allows all traffic that the second allows. */
export function covers(one: Traffic, other: Traffic): boolean {
  const isAll = one.protocol === '-1';
  return (
    one.direction === other.direction &&
    (isAll || one.protocol === other.protocol) &&
    (isAll || (one.from <= other.from && one.to >= other.to)) &&
    holds(one.peer, other.peer)
  );
}

/** Whether a peer is a public network; a security group is not. */
export function isPublic({ peer }: Traffic): boolean {
  if (peer === undefined || !isCidr(peer)) return false;
  if (peer.includes(':')) return !/^f[cd]/i.test(peer);
  return !['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8'].some((network) =>
    holds(network, peer),
  );
}

/** `TCP port 443 from anywhere`. */
export function formatTraffic({ direction, protocol, from, to, peer }: Traffic): string {
  const where = direction === 'in' ? 'from' : 'to';
  const anywhere: Record<string, string> = {
    '0.0.0.0/0': 'anywhere (0.0.0.0/0)',
    '::/0': 'anywhere over IPv6 (::/0)',
  };
  const who = peer === undefined ? 'a resource that this plan creates' : (anywhere[peer] ?? peer);
  if (protocol === '-1') return `all ports ${where} ${who}`;
  const ports = from === to ? `port ${from}` : `ports ${from} to ${to}`;
  const isAll = from <= 0 && (to === 65_535 || to === -1);
  return `${protocol.toUpperCase()} ${isAll ? 'all ports' : ports} ${where} ${who}`;
}

function holds(network: string | undefined, part: string | undefined): boolean {
  if (network === part) return true;
  if (network === undefined || part === undefined) return false;
  if (network === '::/0') return part.includes(':');
  if (!isCidr(network) || !isCidr(part) || `${network}${part}`.includes(':')) return false;
  try {
    return new Netmask(network).contains(new Netmask(part));
  } catch {
    return false;
  }
}

function isCidr(text: string): boolean {
  return /^[\d.]+\/\d+$|^[\da-f:]+\/\d+$/i.test(text);
}

/** A rule that is a separate resource, with one peer. */
function singleRuleTraffic(direction: Traffic['direction'], values: Fields): Traffic {
  const peers = ['cidr_ipv4', 'cidr_ipv6', 'referenced_security_group_id', 'prefix_list_id'];
  const peer = peers
    .map((name) => values[name])
    .find((value) => typeof value === 'string' && value);
  return ruleTraffic(direction, values.ip_protocol, values, peer);
}

/** A rule with lists of peers. */
function listRuleTraffic(direction: Traffic['direction'], rule: Fields, sign?: unknown): Traffic[] {
  const lists = ['cidr_blocks', 'ipv6_cidr_blocks', 'prefix_list_ids', 'security_groups'];
  const names = ['cidr_block', 'ipv6_cidr_block', 'source_security_group_id'];
  const peers = [
    ...lists.flatMap((name) => listOf(rule[name])),
    ...names.map((name) => rule[name]),
  ];
  const known = peers.filter((peer) => typeof peer === 'string' && peer !== '');
  const all = rule.self === true ? [...known, 'itself'] : known;
  const hasUnknown = lists.some((name) => {
    const own = isPlainObject(sign) ? sign[name] : undefined;
    return own === true || listOf(own).includes(true);
  });
  return (hasUnknown || all.length === 0 ? [...all, undefined] : all).map((peer) =>
    ruleTraffic(direction, rule.protocol, rule, peer),
  );
}

function ruleTraffic(
  direction: Traffic['direction'],
  protocol: unknown,
  { from_port: from, to_port: to }: Fields,
  peer: unknown,
): Traffic {
  const name = String(protocol ?? '-1').toLowerCase();
  return {
    direction,
    protocol: name === 'all' ? '-1' : ({ '6': 'tcp', '17': 'udp', '1': 'icmp' }[name] ?? name),
    from: Number(from ?? 0),
    to: Number(to ?? 65_535),
    ...(typeof peer === 'string' ? { peer } : {}),
  };
}

/** The rule blocks, each with its marks of unknown values. */
function rulesOf(value: unknown, sign?: unknown): [Fields, unknown][] {
  const signs = listOf(sign);
  return listOf(value).flatMap((rule, index): [Fields, unknown][] =>
    isPlainObject(rule) ? [[rule, signs[index]]] : [],
  );
}
