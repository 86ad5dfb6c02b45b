import {
  LbListenerRule,
  type LbListenerRuleConfig,
} from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import { formatRoute, type ResolvedRoute } from '../options/service/routes';
import { shortHash } from '../terraform/physical-name';
import { setServiceMetadata } from '../terraform/service-metadata';
import { type RulePurpose, rulePriority } from './rule-priority';

/**
 * What leads requests to target groups by path and host. Each rule has three condition values at most (AWS allows five),
 * since each route has rules of its own.
 *
 * Synthesizes `aws_lb_listener_rule`.
 */
export class ListenerRules extends Construct {
  private readonly listenerArn: string;

  constructor(scope: Construct, id: string, listenerArn: string) {
    super(scope, id);
    this.listenerArn = listenerArn;
  }

  /**
   * Leads the requests of a route to a target group.
   *
   * @returns the rules, which must be there before a service can register targets.
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
      // A load balancer can answer 301 or 302, not the 308 of the local proxy.
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
    // By the route and not by its owner: a route that moves to another service changes its rule, instead of
    // making a second one with the same priority.
    const rule = new LbListenerRule(this, `${ruleId(text)}_${purpose}`, {
      listenerArn: this.listenerArn,
      priority: rulePriority(route, purpose),
      condition: [{ pathPattern: { values: paths } }, ...host],
      ...config,
      tags: { Name: tagValue(`${owner} ${text}`) },
      // With HTTPS switched on or off those of the other listener are there before these go.
      lifecycle: { createBeforeDestroy: true },
    });
    setServiceMetadata(rule, owner);
    return rule;
  }
}

/** How many rules a route takes. */
export function ruleCount({ stripPrefix }: ResolvedRoute): number {
  return stripPrefix ? 2 : 1;
}

/** A word for a route that tells it from every other: with a hash where signs of it are left out. */
function ruleId(text: string): string {
  const words = text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'all';
  return text === `/${words}` ? words : `${words}-${shortHash(text)}`;
}

/** A text as AWS takes it for a tag. https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
function tagValue(text: string): string {
  return text.replace(/[^A-Za-z0-9 _.:/=+@-]/g, '_').slice(0, 256);
}
