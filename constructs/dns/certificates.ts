import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { and, type Condition, type CountArg, createIf, instanceRef } from '../terraform/condition';
import { type Hostname, toHostname } from './hostnames';

/** For which hostnames there are certificates. */
export interface CertificatesProps {
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
   * Whether the certificates exist.
   *
   * @default true
   */
  readonly enabled?: Condition;
}

/**
 * A certificate for each hostname, validated by a DNS record. A single certificate for all hostnames would be replaced whenever
 * one is added, and is limited to ten names.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 *
 * Synthesizes `aws_acm_certificate`, `aws_route53_record` and `aws_acm_certificate_validation`.
 */
export class Certificates extends Construct {
  /** In the order of the hostnames. Resources that reference a validation wait until its certificate is issued. */
  readonly validated: readonly { hostname: Hostname; validation: AcmCertificateValidation }[];

  /** Whether the certificates exist. */
  readonly enabled: Condition;

  /** The zone must be delegated: an apply waits until ACM has read the DNS records. */
  constructor(scope: Construct, id: string, props: CertificatesProps) {
    super(scope, id);
    const { hostnames, enabled = true } = props;
    this.enabled = enabled;
    this.validated = hostnames.map(toHostname).flatMap((hostname) => {
      const exists = and(enabled, hostname.exists);
      const validation = createIf(exists, (countArg) =>
        this.validatedCertificate(hostname, props, countArg),
      );
      return validation === undefined ? [] : [{ hostname, validation }];
    });
  }

  private validatedCertificate(
    { id, name }: Hostname,
    { zoneId, zoneChecks }: CertificatesProps,
    countArg: CountArg,
  ) {
    const certificate = new AcmCertificate(this, id, {
      domainName: name,
      validationMethod: 'DNS',
      // ACM's default. Browsers require that certificates are logged.
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
      // ACM uses the same record for all certificates of a name, including those of other stacks.
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
