import type { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb';
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import type { Lb } from '@cdktf/provider-aws/lib/lb';
import type { ITerraformDependable, Precondition } from 'cdktf';
import type { Construct } from 'constructs';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import type { ResolvedService } from '../options/service/resolved-service';
import { formatRoute } from '../options/service/routes';
import { attributeRef, type Condition, conditional } from '../terraform/condition';

/** A hostname at which routes are served. */
export interface Hostname {
  /** Unique part of construct ids. */
  readonly id: string;

  /** The hostname, or a Terraform expression for it. */
  readonly name: string;

  /** Whether the environment has the hostname; false for duplicates. */
  readonly exists: Condition;
}

/** A hostname that always exists, unless it is one already. */
export function toHostname(hostname: string | Hostname): Hostname {
  if (typeof hostname !== 'string') return hostname;
  return { id: hostnameId(hostname), name: hostname, exists: true };
}

/** The hostnames of an environment, and how HTTPS is served at them. */
export interface HttpsSettings {
  /** Whether HTTPS is served; otherwise only HTTP. */
  readonly isOn: Condition;

  /** What follows the hostname in URLs: `:8443`, or an expression for it; by default nothing. */
  readonly port?: string;

  /** All hostnames that have records or certificates. */
  readonly hostnames: readonly Hostname[];

  /** Id of the hosted zone that contains them; `undefined` if no record is created. */
  readonly zoneId?: string;

  /** Checks that must pass before records are created in the zone. */
  readonly zoneChecks?: ITerraformDependable[];

  /** Whether records to the load balancer are created. */
  readonly makesRecords: Condition;

  /** Whether a certificate is created for each hostname. */
  readonly makesCertificates: Condition;

  /** ARN of an existing certificate, if none is created. */
  readonly givenArn?: string;

  /** Preconditions on the existing certificate. */
  readonly certificateRules?: Precondition[];

  /** Hostname of routes without a hostname of their own; by default the DNS name of the load balancer. */
  readonly domain?: Hostname;
}

/** Resolves the hostnames of a stack. Their hosted zone is looked up by its name. */
export function httpsSettings(stack: Construct, environment: ResolvedEnvironment): HttpsSettings {
  const { https } = environment;
  const zoneName = https === false ? undefined : https.zone;
  if (https === false || zoneName === undefined) {
    const givenArn = https === false ? undefined : https.certificateArn;
    const isOn = https !== false;
    return { isOn, hostnames: [], makesRecords: false, makesCertificates: false, givenArn };
  }
  const { zoneId } = new DataAwsRoute53Zone(stack, 'zone', { name: zoneName, privateZone: false });
  const hostnames = environment.hostnames.map(toHostname);
  const makesCertificates = https.certificateArn === undefined;
  return {
    ...{ isOn: true, hostnames, zoneId, makesRecords: true, makesCertificates },
    // `domain` is always the first hostname: without it there is no zone.
    ...{ givenArn: https.certificateArn, domain: hostnames[0] },
  };
}

/** URL of the environment without a path: `https://shop.example.com`. */
export function originOf({ isOn, domain, port = '' }: HttpsSettings, lb: Lb | DataAwsLb): string {
  const loadBalancerName = attributeRef(lb, 'dns_name');
  const name = domain
    ? conditional(domain.exists, domain.name, loadBalancerName)
    : loadBalancerName;
  return `${conditional(isOn, 'https', 'http')}://${name}${port}`;
}

/** The URL of each route, by the route's text. */
export function urlsOf(
  services: readonly ResolvedService[],
  https: HttpsSettings,
  lb: Lb | DataAwsLb,
): Record<string, string> {
  const url = originOf(https, lb);
  const scheme = conditional(https.isOn, 'https', 'http');
  return Object.fromEntries(
    services.flatMap(({ routes }) =>
      routes.map((route) => {
        const { host, prefix, stripPrefix } = route;
        const origin = host === undefined ? url : `${scheme}://${host}${https.port ?? ''}`;
        return [formatRoute(route), origin + (stripPrefix ? `${prefix}/` : prefix || '/')];
      }),
    ),
  );
}

/** A hostname as part of a construct id: `shop_example_com`. Hostnames have no underscores, so each id is unique. */
export function hostnameId(hostname: string): string {
  return hostname.replaceAll('.', '_');
}
