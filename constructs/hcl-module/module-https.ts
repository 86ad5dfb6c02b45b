import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { type Hostname, type HttpsSettings, hostnameId } from '../dns/hostnames';
import type { ResolvedService } from '../options/service/resolved-service';
import { createIf, type Expression } from '../terraform/condition';
import { isDomain } from '../validation/https-checks';
import { addHttpsVariables } from './module-naming-variables';
import { hclString } from './module-variable';

/** The HTTPS settings of a module. They depend on its variables, so Terraform decides which resources exist. */
export function moduleHttps(
  stack: Construct,
  variables: Construct,
  services: readonly ResolvedService[],
): HttpsSettings {
  addHttpsVariables(variables);
  const local = (name: string, value: string): Expression => {
    new TerraformLocal(variables, name, `\${${value}}`);
    return { expression: `local.${name}` };
  };
  const hasDomain = local('has_domain', 'var.domain != null');
  const isOn = local('is_https', 'var.domain != null || var.certificate != null');
  const makesCertificates = local(
    'makes_certificates',
    'var.domain == null ? false : var.certificate == null',
  );
  const domain = { id: 'domain', name: '${var.domain}', exists: true };
  const hostnames = [domain, ...routeHostnames(services)];
  const zone = createIf(hasDomain, (countArg) => checkedZone(stack, hostnames, countArg));
  return {
    isOn,
    hostnames,
    zoneId: '${var.zone_id}',
    zoneChecks: zone && [zone],
    makesRecords: hasDomain,
    makesCertificates,
    givenArn: '${var.certificate.arn}',
    certificateRules: [
      {
        condition:
          '${var.certificate == null ? true : split(":", var.certificate.arn)[3] == local.region}',
        errorMessage:
          'The certificate ${try(var.certificate.arn, "")} must be in ${local.region}, the region of the load balancer; request one in that region.',
      },
    ],
    domain: { ...domain, exists: hasDomain },
  };
}

/** The hostnames of routes. A name without a dot cannot be in a hosted zone. */
function routeHostnames(services: readonly ResolvedService[]): Hostname[] {
  const names = services.flatMap(({ routes }) => routes.flatMap(({ host: name }) => name ?? []));
  return [...new Set(names)]
    .filter(isDomain)
    .sort()
    .map((name) => ({
      id: hostnameId(name),
      name,
      exists: { expression: `var.domain != ${hclString(name)}` },
    }));
}

/** The hosted zone, read only to check it: Route 53 appends the zone's name to a record name outside the zone. */
function checkedZone(
  stack: Construct,
  hostnames: readonly Hostname[],
  counted: Pick<DataAwsRoute53Zone, 'count'>,
): DataAwsRoute53Zone {
  const names = hostnames.map(({ name }) => hclString(name)).join(', ');
  const zone = 'trimsuffix(self.name, ".")';
  const outside = `[for name in [${names}] : name if name != ${zone} && !endswith(name, ".\${${zone}}")]`;
  return new DataAwsRoute53Zone(stack, 'zone', {
    zoneId: '${var.zone_id}',
    ...counted,
    lifecycle: {
      // Values are null while the ID is unknown; the zone is then checked during the apply.
      postcondition: [
        {
          condition: `\${length(${outside}) == 0}`,
          errorMessage: `These names are not in the hosted zone \${${zone}} (zone_id): \${join(", ", ${outside})}.`,
        },
        {
          condition: '${self.private_zone != true}',
          errorMessage:
            'The hosted zone ${self.name} (zone_id) is private; use a public hosted zone.',
        },
      ],
    },
  });
}
