import type { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import type { Lb } from '@cdktf/provider-aws/lib/lb';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';
import { hostWord } from './host-word';

export interface SiteNamesProps {
  /** All names, each once. */
  readonly hosts: readonly string[];

  /** The zone in which they are. */
  readonly zone: DataAwsRoute53Zone;

  /** Where they lead. */
  readonly balancer: Lb;

  /** Whether the balancer has IPv6 addresses. */
  readonly isDualStack: boolean;
}

/**
 * Leads names to a load balancer, for IPv4 and IPv6.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
 *
 * Synthesizes `aws_route53_record`.
 */
export class SiteNames extends Construct {
  constructor(scope: Construct, id: string, props: SiteNamesProps) {
    super(scope, id);
    const { hosts, zone, balancer, isDualStack } = props;
    for (const host of hosts) {
      for (const type of isDualStack ? ['A', 'AAAA'] : ['A']) {
        new Route53Record(this, `${hostWord(host)}-${type.toLowerCase()}`, {
          zoneId: zone.zoneId,
          name: host,
          type,
          alias: { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false },
        });
      }
    }
  }
}
