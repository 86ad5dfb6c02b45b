import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { and, type Condition, type CountArg, createIf, instanceRef } from '../terraform/condition';
import type { Hostname } from './hostnames';

export interface CertificatesProps {
  /** All names, each once. */
  readonly hostnames: readonly Hostname[];

  /** Of the zone in which they are. */
  readonly zoneId: string;

  /** What must be well before. */
  readonly zoneChecks?: ITerraformDependable[];

  /** Whether there are any. */
  readonly enabled: Condition;
}

/**
 * A certificate for each name, validated by a record in its zone. One for all names would be replaced with each name that
 * is added, and can have ten names only.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 *
 * Synthesizes `aws_acm_certificate`, `aws_route53_record` and `aws_acm_certificate_validation`.
 */
export class Certificates extends Construct {
  /** In the order of the names. What needs one of them waits until it is validated. */
  readonly validated: readonly { hostname: Hostname; validation: AcmCertificateValidation }[];

  readonly enabled: Condition;

  constructor(scope: Construct, id: string, props: CertificatesProps) {
    super(scope, id);
    const { hostnames, enabled } = props;
    this.enabled = enabled;
    this.validated = hostnames.flatMap((hostname) => {
      const exists = and(enabled, hostname.exists);
      const validation = createIf(exists, (counted) => this.validatedOf(hostname, props, counted));
      return validation === undefined ? [] : [{ hostname, validation }];
    });
  }

  private validatedOf(
    { id, name }: Hostname,
    { zoneId, zoneChecks }: CertificatesProps,
    countArg: CountArg,
  ) {
    const certificate = new AcmCertificate(this, id, {
      domainName: name,
      validationMethod: 'DNS',
      // As it is anyway: browsers want it.
      options: { certificateTransparencyLoggingPreference: 'ENABLED' },
      tags: { Name: name },
      lifecycle: { createBeforeDestroy: true },
      ...countArg,
    });
    const option = `tolist(${instanceRef(certificate)}.domain_validation_options).0`;
    const record = new Route53Record(this, `${id}-proof`, {
      zoneId,
      name: `\${${option}.resource_record_name}`,
      type: `\${${option}.resource_record_type}`,
      records: [`\${${option}.resource_record_value}`],
      ttl: 300,
      // ACM wants the same record for each certificate of a name, also for one that another stack has made.
      allowOverwrite: true,
      dependsOn: zoneChecks,
      ...countArg,
    });
    return new AcmCertificateValidation(this, `${id}-valid`, {
      certificateArn: `\${${instanceRef(certificate)}.arn}`,
      validationRecordFqdns: [`\${${instanceRef(record)}.fqdn}`],
      ...countArg,
    });
  }
}
