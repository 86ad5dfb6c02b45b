import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import type { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';
import { hostWord } from './host-word';

export interface CertificatesProps {
  /** All names, each once. */
  readonly hosts: readonly string[];

  /** The zone in which they are. */
  readonly zone: DataAwsRoute53Zone;
}

/**
 * A certificate for each name, validated by a record in its zone. One for all names would be replaced with each name that
 * is added, and can have ten names only.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 *
 * Synthesizes `aws_acm_certificate`, `aws_route53_record` and `aws_acm_certificate_validation`.
 */
export class Certificates extends Construct {
  /** ARNs by name, in the order of the names; each is known only when the certificate is validated. */
  readonly arns = new Map<string, string>();

  constructor(scope: Construct, id: string, { hosts, zone }: CertificatesProps) {
    super(scope, id);
    for (const host of hosts) {
      const certificate = new AcmCertificate(this, hostWord(host), {
        domainName: host,
        validationMethod: 'DNS',
        // As it is anyway: browsers want it.
        options: { certificateTransparencyLoggingPreference: 'ENABLED' },
        tags: { Name: host },
        lifecycle: { createBeforeDestroy: true },
      });
      const option = certificate.domainValidationOptions.get(0);
      const record = new Route53Record(this, `${hostWord(host)}-proof`, {
        zoneId: zone.zoneId,
        name: option.resourceRecordName,
        type: option.resourceRecordType,
        records: [option.resourceRecordValue],
        ttl: 300,
        // ACM wants the same record for each certificate of a name, also for one that another stack has made.
        allowOverwrite: true,
      });
      const validation = new AcmCertificateValidation(this, `${hostWord(host)}-valid`, {
        certificateArn: certificate.arn,
        validationRecordFqdns: [record.fqdn],
      });
      this.arns.set(host, validation.certificateArn);
    }
  }
}
