import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import {
  LbListenerRule,
  type LbListenerRuleConfig,
} from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { Network } from './network';
import { physicalName, shortHash } from './physical-name';
import { type Route, routeText } from './routes';
import { type RulePurpose, rulePriority } from './rule-priority';

export interface LoadBalancerProps {
  /** What the names begin with. */
  readonly name: string;
  readonly network: Network;
}

/**
 * An Application Load Balancer that leads requests to target groups by path and host, and answers 404 to all others. It
 * reaches the ports of targets that were added to it, and nothing else.
 *
 * Synthesizes `aws_lb`, `aws_lb_listener`, `aws_lb_listener_rule` and `aws_security_group` with its rules.
 */
export class LoadBalancer extends Construct {
  readonly balancer: Lb;
  readonly securityGroup: SecurityGroup;
  private readonly listener: LbListener;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { name, network } = props;

    this.securityGroup = new SecurityGroup(this, 'access', {
      namePrefix: `${name}-balancer-`,
      description: 'Load balancer: HTTP from anywhere',
      vpcId: network.vpc.id,
      tags: { Name: `${name}-balancer` },
      lifecycle: { createBeforeDestroy: true },
    });
    new VpcSecurityGroupIngressRule(this, 'http', {
      securityGroupId: this.securityGroup.id,
      description: 'HTTP from anywhere: the site is public',
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: 'tcp',
      fromPort: 80,
      toPort: 80,
    });
    this.balancer = new Lb(this, 'Default', {
      name: physicalName(name, 32),
      loadBalancerType: 'application',
      subnets: network.publicSubnets.map((subnet) => subnet.id),
      securityGroups: [this.securityGroup.id],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: 'strictest',
      tags: { Name: name },
      dependsOn: [...network.ways],
    });
    this.listener = new LbListener(this, 'listener', {
      loadBalancerArn: this.balancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [
        {
          type: 'fixed-response',
          fixedResponse: {
            contentType: 'text/plain',
            statusCode: '404',
            messageBody: 'No route leads here.',
          },
        },
      ],
    });
  }

  /**
   * Leads the requests of a route to a target group.
   *
   * @returns the rules, which must be there before a service can register targets.
   */
  addRoute(owner: string, route: Route, targetGroup: LbTargetGroup): LbListenerRule[] {
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
    route: Route,
    purpose: RulePurpose,
    paths: string[],
    config: Pick<LbListenerRuleConfig, 'action' | 'transform'>,
  ): LbListenerRule {
    const text = routeText(route);
    const host = route.host === undefined ? [] : [{ hostHeader: { values: [route.host] } }];
    // By the route and not by its owner: a route that moves to another service changes its rule, instead of
    // making a second one with the same priority.
    return new LbListenerRule(this, `${ruleWord(text)}_${purpose}`, {
      listenerArn: this.listener.arn,
      priority: rulePriority(route, purpose),
      condition: [{ pathPattern: { values: paths } }, ...host],
      ...config,
      tags: { Name: tagValue(`${owner} ${text}`) },
    });
  }

  /**
   * Lets the balancer reach one port of the tasks in a security group.
   *
   * @returns the rule, without which health checks fail.
   */
  allowTo(id: string, tasks: SecurityGroup, port: number): VpcSecurityGroupEgressRule {
    // With the port in its name, so that another port is added before this one goes.
    return new VpcSecurityGroupEgressRule(this, `to-${id}-${port}`, {
      securityGroupId: this.securityGroup.id,
      description: `Requests and health checks to ${id}`,
      referencedSecurityGroupId: tasks.id,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
    });
  }
}

/** A word for a route that tells it from every other: with a hash where signs of it are left out. */
function ruleWord(text: string): string {
  const words = text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'all';
  return text === `/${words}` ? words : `${words}-${shortHash(text)}`;
}

/** A text as AWS takes it for a tag. https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
function tagValue(text: string): string {
  return text.replace(/[^A-Za-z0-9 _.:/=+@-]/g, '_').slice(0, 256);
}
