import type { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import type { Certificates } from '../dns/certificates';
import {
  attributeRef,
  type Condition,
  type CountArg,
  conditional,
  createIf,
  instanceRef,
} from '../terraform/condition';

export interface ListenersProps {
  readonly lb: Lb;

  /** Whether there is HTTPS; else the site is HTTP alone. */
  readonly isHttps: Condition;

  /** ARN of a certificate that is there already. */
  readonly givenArn?: string;

  /** What that must be. */
  readonly certificateRules?: Precondition[];

  /** Those that are made where none is given; clients that name no host get the first. */
  readonly certificates?: Certificates;
}

/**
 * TLS 1.3, and 1.2 with forward secrecy and authenticated encryption only; what AWS recommends.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** Two years, as the local proxy says, too. */
const strictTransportSecurity = 'max-age=63072000';

/**
 * Where a load balancer listens: with HTTPS on port 443, to which port 80 redirects, else on port 80 alone. What no
 * rule takes is answered by 404.
 *
 * Synthesizes `aws_lb_listener` and `aws_lb_listener_certificate`.
 */
export class Listeners extends Construct {
  /** ARN of the one with the routes. */
  readonly routedArn: string;
  private readonly isHttps: Condition;
  private readonly http: LbListener;
  private readonly https?: LbListener;

  constructor(scope: Construct, id: string, props: ListenersProps) {
    super(scope, id);
    const { lb, isHttps } = props;
    this.isHttps = isHttps;
    const https = createIf(isHttps, (countArg) => this.secure(props, countArg));
    const http = new LbListener(this, 'http', {
      loadBalancerArn: lb.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [isHttps === true ? toHttps : notFound],
      // Not before somebody listens there.
      dependsOn: https && [https],
    });
    this.http = http;
    this.https = https;
    this.routedArn =
      https === undefined
        ? http.arn
        : conditional(isHttps, attributeRef(https, 'arn'), attributeRef(http, 'arn'));
  }

  /**
   * Where only Terraform knows whether there is HTTPS: redirects from port 80 what no rule takes there. As a rule, since the
   * provider refuses another kind of default action on a listener that is there, and after all others, so that a site that
   * changes serves as before until the routes are on the other port.
   */
  redirectRest(priority: number): void {
    const { https } = this;
    createIf(this.isHttps, (countArg) => {
      return new LbListenerRule(this, 'to-https', {
        listenerArn: this.http.arn,
        priority,
        condition: [{ pathPattern: { values: ['/*'] } }],
        action: [toHttps],
        // Not before somebody listens there.
        dependsOn: https && [https],
        ...countArg,
      });
    });
  }

  private secure(props: ListenersProps, countArg: CountArg) {
    const { lb, givenArn, certificateRules, certificates } = props;
    const [first, ...more] = certificates?.validated ?? [];
    const certificateArn = first && attributeRef(first.validation, 'certificate_arn');
    const usesOwnCertificates = certificates?.enabled ?? false;
    const listener = new LbListener(this, 'https', {
      loadBalancerArn: lb.arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: tlsPolicy,
      certificateArn: conditional(usesOwnCertificates, certificateArn ?? '', givenArn ?? ''),
      routingHttpResponseStrictTransportSecurityHeaderValue: strictTransportSecurity,
      defaultAction: [notFound],
      lifecycle: certificateRules && { precondition: certificateRules },
      ...countArg,
    });
    for (const { hostname, validation } of more) {
      new LbListenerCertificate(this, hostname.id, {
        listenerArn: `\${${instanceRef(listener)}.arn}`,
        certificateArn: `\${${instanceRef(validation)}.certificate_arn}`,
        lifecycle: { createBeforeDestroy: true },
        ...(validation.count === undefined ? {} : { count: validation.count }),
      });
    }
    return listener;
  }
}

const notFound = {
  type: 'fixed-response',
  fixedResponse: {
    contentType: 'text/plain',
    statusCode: '404',
    messageBody: 'No route leads here.',
  },
};

const toHttps = {
  type: 'redirect',
  redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' },
};
