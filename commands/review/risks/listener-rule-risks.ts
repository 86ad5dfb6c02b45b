import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { fieldsOf, listOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';

type Finding = Omit<Risk, 'address' | 'action'>;

/** Risks of rules that a plan creates or changes: what they match, and whether their priorities are free. */
export class ListenerRuleRisks {
  private readonly rules: readonly ResourceChange[];

  constructor({ plan }: PlanContext) {
    this.rules = plan.resource_changes.filter(
      ({ type, mode, deposed }) => isRule(type) && mode !== 'data' && deposed === undefined,
    );
  }

  risks(one: ResourceChange, kind: Kind): Finding[] {
    if (!isRule(one.type)) return [];
    if (kind !== 'create' && kind !== 'update' && kind !== 'replace') return [];
    return [
      ...(kind === 'create' ? newRoute(one) : []),
      ...(kind === 'update' ? this.otherRoute(one) : []),
      ...this.takenPriority(one, kind),
    ];
  }

  /** A rule that no longer matches all requests that it matched. */
  private otherRoute(one: ResourceChange): Finding[] {
    const { before, after, after_unknown: sign } = one.change;
    if (fieldsOf(sign).condition === true) return [];
    const lost = requestsOf(before).filter((request) => !requestsOf(after).includes(request));
    if (lost.length === 0) return [];
    const others = this.rules.filter((rule) => rule !== one).map((rule) => rule.change.after);
    const isMatched = lost.every((request) =>
      others.some((rule) => requestsOf(rule).includes(request)),
    );
    const requests = `requests for ${matchedBy(before)} match another rule, or get 404`;
    return [
      {
        area: 'traffic',
        what: `The rule for ${matchedBy(before)} matches ${matchedBy(after)} instead`,
        consequence: isMatched ? `for a moment ${requests}` : requests,
        isBlocking: !isMatched,
      },
    ];
  }

  /**
   * No two rules of a listener have the same priority, not even for a moment:
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
   */
  private takenPriority(one: ResourceChange, kind: Kind): Finding[] {
    const [before, after] = [one.change.before, one.change.after].map(fieldsOf);
    const priority = after?.priority;
    if (typeof priority !== 'number') return [];
    if (kind === 'update' && before?.priority === priority) return [];
    const isOldLeft = kind === 'replace' && one.change.actions[0] === 'create';
    const holder = this.rules.find((rule) => {
      const held = fieldsOf(rule.change.before);
      const isSame = held.priority === priority && held.listener_arn === after?.listener_arn;
      return isSame && (rule !== one || isOldLeft);
    });
    if (!holder) return [];
    return [
      {
        area: 'traffic',
        what: `The rule for ${matchedBy(after)} gets priority ${priority} while the rule for ${matchedBy(holder.change.before)} can still have it`,
        consequence:
          'the apply can fail with PriorityInUse; use a free priority, or first apply a plan in which no rule has this one',
        isBlocking: true,
      },
    ];
  }
}

function isRule(type: string): boolean {
  return /^aws_a?lb_listener_rule$/.test(type);
}

function newRoute({ change }: ResourceChange): Finding[] {
  const after = fieldsOf(change.after);
  if (!listOf(after.action).some((action) => fieldsOf(action).type === 'forward')) return [];
  return [
    {
      area: 'traffic',
      what: `A new rule routes requests for ${matchedBy(after)}`,
      consequence: 'clients that can reach the load balancer can reach the service behind it',
      isBlocking: false,
    },
  ];
}

/** Hostnames and paths that a listener rule matches: `shop.example.com /cart, /cart/*`. */
export function matchedBy(rule: unknown): string {
  const [hostnames, paths] = [valuesOf(rule, 'host_header'), valuesOf(rule, 'path_pattern')];
  const all = [
    ...(hostnames.length > 0 ? [hostnames.join(', ')] : []),
    paths.join(', ') || 'all paths',
  ];
  return all.join(' ');
}

/** Each hostname with each path that a rule matches. */
function requestsOf(rule: unknown): string[] {
  const [hostnames, paths] = [valuesOf(rule, 'host_header'), valuesOf(rule, 'path_pattern')];
  const all = (values: string[]) => (values.length > 0 ? values : ['*']);
  return all(hostnames).flatMap((hostname) => all(paths).map((path) => `${hostname} ${path}`));
}

function valuesOf(rule: unknown, condition: string): string[] {
  return listOf(fieldsOf(rule).condition)
    .map(fieldsOf)
    .flatMap((one) => listOf(one[condition]))
    .flatMap((one) => listOf(fieldsOf(one).values).map(String));
}
