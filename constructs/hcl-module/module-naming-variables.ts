import type { Construct } from 'constructs';
import { hostnamePattern } from '../options/service/routes';
import { hclString, isNullOr, moduleVariable } from './module-variable';

/** ARNs of certificates in ACM. */
const certificatePattern = '^arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/[A-Za-z0-9_-]+$';

/** Declares the prefix of all resource names. Returns an expression for it. */
export function namePrefix(scope: Construct): string {
  return moduleVariable(scope, 'name_prefix', {
    type: 'string',
    description:
      'Prefix of all resource names: 2 to 40 lower-case letters, digits and single hyphens, beginning with a letter. Each instance of the module in an account needs its own prefix, also in different regions, because IAM roles are global. Changing it replaces nearly all resources, and the load balancer gets another DNS name.',
    rules: [
      {
        condition:
          'can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name_prefix)) && length(var.name_prefix) >= 2 && length(var.name_prefix) <= 40',
        message: `name_prefix must be 2 to 40 lower-case letters, digits and single hyphens, beginning with a letter, got "\${var.name_prefix}"; write for example "shop-test".`,
      },
      {
        // AWS reserves "internal-" in names of load balancers, "sg-" in names of security groups, and the others in names of
        // buckets:
        // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
        condition: '!can(regex("^(internal|sg|sthree|amzn-s3-demo)(-|$)", var.name_prefix))',
        message: `name_prefix must not be "internal", "sg", "sthree" or "amzn-s3-demo", or begin with one of them and a hyphen, because AWS reserves these prefixes, got "\${var.name_prefix}"; write "my-\${var.name_prefix}".`,
      },
    ],
  });
}

/** Declares the variables of HTTPS: domain, hosted zone and certificate. */
export function addHttpsVariables(scope: Construct): void {
  moduleVariable(scope, 'domain', {
    type: 'string',
    default: null,
    description:
      'Hostname of the environment, for example "shop.example.com". The module creates its records in zone_id, and a certificate unless certificate is set. Null for HTTP only, or for a name whose records you create yourself. Must be known before the apply.',
    rules: [
      {
        condition: isNullOr(
          'domain',
          `can(regex(${hclString(`^${hostnamePattern}$`)}, var.domain)) && can(regex("\\\\.([a-z]+|xn--[a-z0-9-]+)$", var.domain))`,
        ),
        message: `domain must be a lower-case hostname without scheme, port and "*", for example "shop.example.com", got "\${format("%v", var.domain)}".`,
      },
      {
        // https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
        condition:
          'var.domain == null || var.certificate != null ? true : length(var.domain) <= 64',
        message: `domain can have at most 64 characters in an ACM certificate, got "\${format("%v", var.domain)}"; use a shorter domain, or set certificate.`,
      },
      {
        condition: 'var.domain == null ? true : var.zone_id != null',
        message:
          'domain requires zone_id, the hosted zone for its records; to create the records yourself, omit domain and set certificate.',
      },
      // Both rules belong to this variable: if two variables refer to each other, Terraform reports a cycle.
      {
        condition: 'var.zone_id == null ? true : var.domain != null',
        message: 'zone_id requires domain; set the hostname of the environment, too.',
      },
    ],
  });
  moduleVariable(scope, 'zone_id', {
    type: 'string',
    default: null,
    description:
      'ID of the public Route 53 hosted zone that contains domain. May be unknown until the apply.',
    rules: [
      {
        condition: isNullOr('zone_id', 'can(regex("^Z[A-Z0-9]+$", var.zone_id))'),
        message: `zone_id must be the ID of a hosted zone, for example "Z0123456789ABCDEFGHIJ", got "\${format("%v", var.zone_id)}".`,
      },
    ],
  });
  moduleVariable(scope, 'certificate', {
    type: 'object({ arn = string })',
    default: null,
    description:
      'Existing ACM certificate for all hostnames, in the region of the module. If null, the module creates and validates a certificate for each hostname or, without domain, serves HTTP only. It is an object because its ARN may be unknown until the apply.',
    rules: [
      {
        condition: isNullOr(
          'certificate',
          `can(regex(${hclString(certificatePattern)}, var.certificate.arn))`,
        ),
        message: `certificate.arn must be the ARN of an ACM certificate, for example "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d", got "\${format("%v", try(var.certificate.arn, null))}".`,
      },
    ],
  });
}
