import type { Lb } from '@cdktf/provider-aws/lib/lb';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { and, type Condition, createIf } from '../terraform/condition';
import { type Hostname, toHostname } from './hostnames';

/** Which names lead to a load balancer. */
export interface DnsRecordsProps {
  /** All hostnames, each once: `['shop.example.com']`. */
  readonly hostnames: readonly (string | Hostname)[];

  /** Id of the hosted zone that contains them. */
  readonly zoneId: string;

  /**
   * Checks that must pass before records are created in the zone.
   *
   * @default - none
   */
  readonly zoneChecks?: ITerraformDependable[];

  /**
   * Whether the records exist.
   *
   * @default true
   */
  readonly enabled?: Condition;

  /** The target of the records. */
  readonly lb: Lb;

  /** Whether the load balancer has IPv6 addresses. */
  readonly isDualStack: Condition;
}

/**
 * Alias records from hostnames to a load balancer: `A`, and `AAAA` if it has IPv6 addresses.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
 *
 * Synthesizes `aws_route53_record`.
 */
export class DnsRecords extends Construct {
  /** The zone must exist. */
  constructor(scope: Construct, id: string, props: DnsRecordsProps) {
    super(scope, id);
    const { hostnames, zoneId, zoneChecks, enabled = true, lb, isDualStack } = props;
    for (const { id, name, exists } of hostnames.map(toHostname)) {
      const record = (type: string, isEnabled: Condition) =>
        createIf(
          and(enabled, and(exists, isEnabled)),
          (countArg) =>
            new Route53Record(this, `${id}-${type.toLowerCase()}`, {
              zoneId,
              name,
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
