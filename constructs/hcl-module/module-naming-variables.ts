import type { Construct } from 'constructs';
import { hostnamePattern } from '../options/service/routes';
import { hclString, isNullOr, moduleVariable } from './module-variable';

/** Of certificates in ACM. */
const certificatePattern = '^arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/[A-Za-z0-9_-]+$';

/** What the names of an instance of the module begin with; returns text that stands for it. */
export function namePrefix(scope: Construct): string {
  return moduleVariable(scope, 'name_prefix', {
    type: 'string',
    description:
      'What all names begin with: 2 to 40 lower-case letters, digits and single hyphens, the first a letter. Each instance of the module in an account needs another one, in other regions, too, since roles are of no region. A change makes nearly everything anew, with another address.',
    rules: [
      {
        condition:
          'can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name_prefix)) && length(var.name_prefix) >= 2 && length(var.name_prefix) <= 40',
        message: `name_prefix must be 2 to 40 lower-case letters, digits and single hyphens, the first a letter, got "\${var.name_prefix}"; write for example "shop-test".`,
      },
      {
        // Load balancers cannot be called internal-…, security groups not sg-…, and buckets neither of the others:
        // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
        condition: '!can(regex("^(internal|sg|sthree|amzn-s3-demo)(-|$)", var.name_prefix))',
        message: `name_prefix must not be "internal", "sg", "sthree" or "amzn-s3-demo", nor begin with one of them and a hyphen, which AWS keeps for itself, got "\${var.name_prefix}"; write "my-\${var.name_prefix}".`,
      },
    ],
  });
}

/** Declares what the site is called, and what vouches for it. */
export function addHttpsVariables(scope: Construct): void {
  moduleVariable(scope, 'domain', {
    type: 'string',
    default: null,
    description:
      'Host name of the site, such as "shop.example.com": it gets records in the zone zone_id, and a certificate unless one is given. Null for HTTP alone, or for a name that you lead to the load balancer yourself. Must be known before the apply.',
    rules: [
      {
        condition: isNullOr(
          'domain',
          `can(regex(${hclString(`^${hostnamePattern}$`)}, var.domain)) && can(regex("\\\\.([a-z]+|xn--[a-z0-9-]+)$", var.domain))`,
        ),
        message: `domain must be a host name in lower-case letters such as "shop.example.com", without scheme, port and "*", got "\${format("%v", var.domain)}".`,
      },
      {
        // https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
        condition:
          'var.domain == null || var.certificate != null ? true : length(var.domain) <= 64',
        message: `domain may have 64 characters in a certificate of ACM, got "\${format("%v", var.domain)}"; write a shorter one, or give a certificate.`,
      },
      {
        condition: 'var.domain == null ? true : var.zone_id != null',
        message:
          'domain goes with zone_id, the hosted zone for its records; for a name that you lead to the load balancer yourself leave out domain, and give a certificate.',
      },
      // Both here: two variables that look at each other are a cycle for Terraform.
      {
        condition: 'var.zone_id == null ? true : var.domain != null',
        message: 'zone_id goes with domain; write the host name of the site, too.',
      },
    ],
  });
  moduleVariable(scope, 'zone_id', {
    type: 'string',
    default: null,
    description:
      'Id of the public hosted zone of Route 53 in which domain is. May be unknown before the apply.',
    rules: [
      {
        condition: isNullOr('zone_id', 'can(regex("^Z[A-Z0-9]+$", var.zone_id))'),
        message: `zone_id must be the id of a hosted zone such as "Z0123456789ABCDEFGHIJ", got "\${format("%v", var.zone_id)}".`,
      },
    ],
  });
  moduleVariable(scope, 'certificate', {
    type: 'object({ arn = string })',
    default: null,
    description:
      'A certificate of ACM in the region of the module that is there already, for all names of the site. Null for one for each name, made and validated by the module, or for HTTP alone where there is no domain. An object, so that an ARN unknown before the apply is one.',
    rules: [
      {
        condition: isNullOr(
          'certificate',
          `can(regex(${hclString(certificatePattern)}, var.certificate.arn))`,
        ),
        message: `certificate.arn must be the ARN of a certificate of ACM such as "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d", got "\${format("%v", try(var.certificate.arn, null))}".`,
      },
    ],
  });
}
