import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import type { Lb } from '@cdktf/provider-aws/lib/lb';
import type { ITerraformDependable, Precondition } from 'cdktf';
import type { Construct } from 'constructs';
import { hostnamesOf, type ResolvedEnvironment } from '../options/environment/environment-options';
import { zoneOf } from '../options/environment/https-options';
import type { ResolvedService } from '../options/service/resolve-services';
import { formatRoute } from '../options/service/routes';
import { attributeRef, type Condition, conditional } from '../terraform/condition';

/** A name of the site. */
export interface Hostname {
  /** A word for it that tells it from the others, for ids. */
  readonly id: string;

  /** Itself, or text that stands for it. */
  readonly name: string;

  /** Whether the site has it, once. */
  readonly exists: Condition;
}

/** How a site is reached by its names. */
export interface HttpsSettings {
  /** Whether there is HTTPS; else there is HTTP alone. */
  readonly isOn: Condition;

  /** All names of which there are records or certificates. */
  readonly hostnames: readonly Hostname[];

  /** Id of the zone in which they are; `undefined` where nothing is made in one. */
  readonly zoneId?: string;

  /** What must be well before anything is made in the zone. */
  readonly zoneChecks?: ITerraformDependable[];

  /** Whether the names lead to the load balancer. */
  readonly makesRecords: Condition;

  /** Whether there is a certificate for each name. */
  readonly makesCertificates: Condition;

  /** ARN of a certificate that is there already, where none is made. */
  readonly givenArn?: string;

  /** What a certificate must be that Terraform is given. */
  readonly certificateRules?: Precondition[];

  /** The name of all routes that have none; where it is not there, that of the load balancer. */
  readonly domain?: Hostname;
}

/** The names of a stack. Their zone is looked up by its name. */
export function httpsSettings(stack: Construct, environment: ResolvedEnvironment): HttpsSettings {
  const { https } = environment;
  const zoneName = zoneOf(https);
  if (https === false || zoneName === undefined) {
    const givenArn = https === false ? undefined : https.certificateArn;
    const isOn = https !== false;
    return { isOn, hostnames: [], makesRecords: false, makesCertificates: false, givenArn };
  }
  const { zoneId } = new DataAwsRoute53Zone(stack, 'zone', { name: zoneName, privateZone: false });
  const hostnames = hostnamesOf(environment).map((name) => ({
    id: hostnameId(name),
    name,
    exists: true,
  }));
  const makesCertificates = https.certificateArn === undefined;
  return {
    ...{ isOn: true, hostnames, zoneId, makesRecords: true, makesCertificates },
    // The first one: without a domain there is no zone.
    ...{ givenArn: https.certificateArn, domain: hostnames[0] },
  };
}

/** Where the site begins: `https://shop.example.com`. */
export function originOf({ isOn, domain }: HttpsSettings, lb: Lb): string {
  const balancerName = attributeRef(lb, 'dns_name');
  const name = domain ? conditional(domain.exists, domain.name, balancerName) : balancerName;
  return `${conditional(isOn, 'https', 'http')}://${name}`;
}

/** The URL of each route, by the route's text. */
export function urlsOf(
  services: readonly ResolvedService[],
  https: HttpsSettings,
  lb: Lb,
): Record<string, string> {
  const url = originOf(https, lb);
  const scheme = conditional(https.isOn, 'https', 'http');
  return Object.fromEntries(
    services.flatMap(({ routes }) =>
      routes.map((route) => {
        const { host, prefix, stripPrefix } = route;
        const origin = host === undefined ? url : `${scheme}://${host}`;
        return [formatRoute(route), origin + (stripPrefix ? `${prefix}/` : prefix || '/')];
      }),
    ),
  );
}

/** A hostname as part of a construct id: `shop_example_com`. Hostnames have no underscores, so each id is unique. */
export function hostnameId(hostname: string): string {
  return hostname.replaceAll('.', '_');
}
