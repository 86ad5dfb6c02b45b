import type { Lb } from '@cdktf/provider-aws/lib/lb';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { and, type Condition, createIf } from '../terraform/condition';
import type { Hostname } from './hostnames';

export interface DnsRecordsProps {
  /** All names, each once. */
  readonly hostnames: readonly Hostname[];

  /** Of the zone in which they are. */
  readonly zoneId: string;

  /** What must be well before. */
  readonly zoneChecks?: ITerraformDependable[];

  /** Whether there are any. */
  readonly enabled: Condition;

  /** Where they lead. */
  readonly lb: Lb;

  /** Whether the balancer has IPv6 addresses. */
  readonly isDualStack: Condition;
}

/**
 * Leads names to a load balancer, for IPv4 and IPv6.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
 *
 * Synthesizes `aws_route53_record`.
 */
export class DnsRecords extends Construct {
  constructor(scope: Construct, id: string, props: DnsRecordsProps) {
    super(scope, id);
    const { hostnames, zoneId, zoneChecks, enabled, lb, isDualStack } = props;
    for (const { id, name, exists } of hostnames) {
      const record = (type: string, isWanted: Condition) =>
        createIf(
          and(enabled, and(exists, isWanted)),
          (countArg) =>
            new Route53Record(this, `${id}-${type.toLowerCase()}`, {
              zoneId,
              name: name,
              type,
              alias: {
                name: lb.dnsName,
                zoneId: lb.zoneId,
                evaluateTargetHealth: false,
              },
              dependsOn: zoneChecks,
              ...countArg,
            }),
        );
      record('A', true);
      record('AAAA', isDualStack);
    }
  }
}
