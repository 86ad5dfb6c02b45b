import { type ChangeState, combinedState } from '../model/topology';
import { fieldsOf, listOf } from '../plan/json-values';
import {
  type Attributes,
  blockOf,
  numberOf,
  type PlannedResource,
  textOf,
} from '../plan/planned-resources';
import type { References } from '../plan/references';
import { compared, groupTypes } from './targets';

/** A route of a listener: one rule, or two rules with the same conditions. */
export interface PlannedRoute {
  /** Its conditions: `shop.example.com/a, /b`. */
  readonly conditions: string;

  /** What it does with requests that it does not forward. */
  readonly response?: string;
  readonly state?: ChangeState;
  readonly groups: readonly PlannedResource[];
  readonly listeners: readonly PlannedResource[];
  readonly priority: number;
}

export const listenerTypes = ['aws_lb_listener', 'aws_alb_listener'];
const ruleTypes = ['aws_lb_listener_rule', 'aws_alb_listener_rule'];

/** All routes of a plan, in the order in which the load balancer evaluates them. */
export function routesOf(
  resources: ReadonlyMap<string, PlannedResource>,
  references: References,
): PlannedRoute[] {
  const rules = [...resources.values()].filter(({ type }) => ruleTypes.includes(type));
  const byRoute = new Map<string, PlannedResource[]>();
  for (const rule of rules) {
    const listeners = references.targets(rule, ['listener_arn'], listenerTypes);
    const key = `${listeners.map(({ address }) => address).sort()} ${conditionText(sideOf(rule))}`;
    byRoute.set(key, [...(byRoute.get(key) ?? []), rule]);
  }
  return [...byRoute.values()]
    .map((together) => route(together, references))
    .sort(
      (one, other) => one.priority - other.priority || compared(one.conditions, other.conditions),
    );
}

function route(rules: readonly PlannedResource[], references: References): PlannedRoute {
  const [first] = rules as [PlannedResource];
  const groups = [...new Set(rules.flatMap((rule) => forwardedBy(rule, 'action', references)))];
  const state = combinedState(rules.map((rule) => rule.state));
  const conditions = conditionText(sideOf(first)) || 'all requests';
  const priorities = rules.map(
    (rule) => numberOf(sideOf(rule).priority) ?? Number.MAX_SAFE_INTEGER,
  );
  const response = groups.length === 0 ? actionText(sideOf(first).action) : undefined;
  return {
    conditions,
    ...(response && { response }),
    ...(state && { state }),
    groups,
    listeners: references.targets(first, ['listener_arn'], listenerTypes),
    priority: Math.min(...priorities),
  };
}

function sideOf({ before, after }: PlannedResource): Attributes {
  return after ?? before ?? {};
}

/** Target groups that a rule or a listener forwards requests to. */
export function forwardedBy(
  resource: PlannedResource,
  name: 'action' | 'default_action',
  references: References,
): PlannedResource[] {
  const actions = listOf(sideOf(resource)[name]);
  const paths = actions.flatMap((action, index) => {
    const weighted = listOf(blockOf(fieldsOf(action).forward).target_group);
    return [
      [name, index, 'target_group_arn'],
      ...weighted.map((_, at) => [name, index, 'forward', 0, 'target_group', at, 'arn']),
    ];
  });
  return [...new Set(paths.flatMap((path) => references.targets(resource, path, groupTypes)))];
}

/** The conditions of a rule: `shop.example.com/a, /b`; `/a` and `/a/*` count as one path. */
function conditionText(rule: Attributes): string {
  const blocks = listOf(rule.condition).map(fieldsOf);
  const values = (name: string) =>
    blocks.flatMap((condition) =>
      listOf(condition[name]).flatMap((block) => {
        const { values: texts, regex_values } = fieldsOf(block);
        return [texts, regex_values].flatMap((list) =>
          (Array.isArray(list) ? list : []).flatMap((value) => textOf(value) ?? []),
        );
      }),
    );
  const hostnames = [...new Set(values('host_header'))].sort(compared).join(', ');
  const paths = [...new Set(values('path_pattern').map(withoutRest))].sort(compared).join(', ');
  const others = ['http_header', 'http_request_method', 'query_string', 'source_ip'].filter(
    (name) => blocks.some((condition) => listOf(condition[name]).length > 0),
  );
  const words = others.map((name) => name.replaceAll('_', ' '));
  const pattern =
    hostnames && paths.startsWith('/')
      ? `${hostnames}${paths}`
      : [hostnames, paths].filter(Boolean).join(' ');
  return [...(pattern ? [pattern] : []), ...words.map((word) => `by ${word}`)].join(', ');
}

function withoutRest(path: string): string {
  return path === '/*' || path === '*' ? '/' : path.replace(/\/\*?$/, '') || '/';
}

/** What an action does with requests that it does not forward: `redirects to HTTPS`. */
export function actionText(actions: unknown): string | undefined {
  const { type, redirect, fixed_response } = fieldsOf(listOf(actions).at(-1));
  if (type === 'redirect') {
    const { protocol, host, path, query } = blockOf(redirect);
    const isKept = (part: unknown) =>
      typeof part !== 'string' || part.includes('#{') || part === '';
    if (protocol === 'HTTPS' && [host, path, query].every(isKept)) return 'redirects to HTTPS';
    const location = [host, path].filter((part) => !isKept(part)).join('');
    return location === '' ? 'redirects' : `redirects to ${location}`;
  }
  if (type === 'fixed-response') {
    return `returns ${textOf(blockOf(fixed_response).status_code) ?? 'a fixed response'}`;
  }
  return type === 'forward' || textOf(type) === undefined ? undefined : String(type);
}
