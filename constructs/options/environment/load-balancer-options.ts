/**
 * An Application Load Balancer that is there already. Its owner manages its listeners, certificates, DNS records, logs and
 * protection; only listener rules are added to it.
 */
export interface LoadBalancerOptions {
  /**
   * ARN of the listener that gets a rule for each route. Its certificates and its default action, for requests that match no rule,
   * stay as they are.
   */
  readonly listenerArn: string;

  /**
   * Security group of the load balancer: `sg-0123456789abcdef0`. Tasks accept requests from it alone. No rule is added to the group
   * itself: its outbound rules must allow TCP to the ports of the services in `taskSubnetIds`; on EC2 in network mode `bridge`, to
   * ports 32768 to 60999.
   */
  readonly securityGroupId: string;

  /**
   * First and last priority of the rules, 1 to 50000: `[1000, 1999]`. No rule of others may have a priority between them. Each route
   * keeps its own when others are added, and gets another one with another range. If two get the same one, an error names a free one
   * for `priority`: of five equally deep routes in a range of 1000, with a probability of one tenth.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
   */
  readonly priorities: readonly [first: number, last: number];

  /**
   * Host name at which the environment is reached: that of the URLs in the outputs, and the one that follows the `subdomain` of a
   * route. A record for it, and a certificate, must be there already. It limits no route: set `host` or `subdomain` for that.
   *
   * @default - the DNS name of the load balancer
   */
  readonly domain?: string;
}
