import {
  LbListenerRule,
  type LbListenerRuleConfig,
} from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import type { RouteOptions } from '../options/service/route-options';
import {
  checkRoute,
  formatRoute,
  type ResolvedRoute,
  resolveRoute,
} from '../options/service/routes';
import { ValidationError, ValidationIssues } from '../options/validation-issues';
import { MovedAddress } from '../terraform/moved-address';
import { shortHash } from '../terraform/physical-name';
import { setServiceMetadata } from '../terraform/service-metadata';
import { allPriorities, type PriorityRange, type RulePurpose, rulePriority } from './rule-priority';

/**
 * Rules that forward requests to target groups by path and host. Each route has its own rules, with at most three condition
 * values (AWS allows five).
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 *
 * Synthesizes `aws_lb_listener_rule`.
 */
export class ListenerRules extends Construct {
  private readonly listenerArn: string;
  private readonly priorities: PriorityRange;

  /**
   * @param listenerArn ARN of the listener: `listeners.routedArn`.
   * @param priorities the first and the last priority that the rules may have.
   */
  constructor(
    scope: Construct,
    id: string,
    listenerArn: string,
    priorities: readonly [first: number, last: number] = allPriorities,
  ) {
    super(scope, id);
    this.listenerArn = listenerArn;
    this.priorities = priorities;
  }

  /**
   * Forwards the requests of a route to a target group. Its priority follows from the route.
   *
   * @param owner name of the service.
   * @param route `/shop`, or the options of a route.
   * @returns the rules, which must exist before a service can register targets.
   * @throws ValidationError with one line for each issue of the route.
   */
  forward(
    owner: string,
    route: string | RouteOptions,
    targetGroup: LbTargetGroup,
  ): LbListenerRule[] {
    const issues = new ValidationIssues(`route of service "${owner}"`);
    if (!checkRoute(issues, route)) throw new ValidationError(issues.all);
    return this.addRoute(owner, resolveRoute(route), targetGroup);
  }

  /**
   * Forwards the requests of a route that is valid to a target group.
   *
   * @internal
   * @param owner name of the service.
   * @returns the rules, which must exist before a service can register targets.
   */
  addRoute(owner: string, route: ResolvedRoute, targetGroup: LbTargetGroup): LbListenerRule[] {
    const { prefix, stripPrefix } = route;
    const forward = [{ type: 'forward', targetGroupArn: targetGroup.arn }];
    const below = `${prefix}/*`;
    if (!stripPrefix) {
      return [
        this.rule(owner, route, 'forward', prefix ? [prefix, below] : ['/*'], { action: forward }),
      ];
    }
    const rewrite = { regex: `^${prefix.replace(/[.+]/g, '\\$&')}/(.*)$`, replace: '/$1' };
    return [
      this.rule(owner, route, 'forward', [below], {
        action: forward,
        transform: [{ type: 'url-rewrite', urlRewriteConfig: { rewrite } }],
      }),
      // The local proxy responds with 308. A load balancer supports only 301 and 302.
      this.rule(owner, route, 'redirect', [prefix], {
        action: [{ type: 'redirect', redirect: { path: `${prefix}/`, statusCode: 'HTTP_301' } }],
      }),
    ];
  }

  private rule(
    owner: string,
    route: ResolvedRoute,
    purpose: RulePurpose,
    paths: string[],
    config: Pick<LbListenerRuleConfig, 'action' | 'transform'>,
  ): LbListenerRule {
    const text = formatRoute(route);
    const host = route.host === undefined ? [] : [{ hostHeader: { values: [route.host] } }];
    // The id depends on what determines the priority, and not on the owner: a priority that moves to another service or route
    // is an update of its rule in place. A new rule could not be created, because no two rules can have the same priority:
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
    const routeId = `${ruleId(text)}_${purpose}`;
    const id = route.priority === undefined ? routeId : `priority_${route.priority}_${purpose}`;
    const rule = new LbListenerRule(this, id, {
      listenerArn: this.listenerArn,
      priority: rulePriority(route, purpose, this.priorities),
      condition: [{ pathPattern: { values: paths } }, ...host],
      ...config,
      tags: { Name: tagValue(`${owner} ${text}`) },
      // When HTTPS is turned on or off, the rules of the other listener are created before these are destroyed.
      lifecycle: { createBeforeDestroy: true },
    });
    setServiceMetadata(rule, owner);
    // The route may have had no priority of its own before.
    if (id !== routeId) new MovedAddress(this, routeId, rule);
    return rule;
  }
}

/** Number of listener rules of a route. */
export function ruleCount({ stripPrefix }: ResolvedRoute): number {
  return stripPrefix ? 2 : 1;
}

/** Unique id of a route, without "_". It contains a hash if characters of the route had to be replaced. */
function ruleId(text: string): string {
  const words = text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'all';
  return text === `/${words}` ? words : `${words}-${shortHash(text)}`;
}

/** Replaces characters that a tag value cannot have. https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
function tagValue(text: string): string {
  return text.replace(/[^A-Za-z0-9 _.:/=+@-]/g, '_').slice(0, 256);
}
