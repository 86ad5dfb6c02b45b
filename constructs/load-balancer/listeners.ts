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

/** What a load balancer listens for, and with which certificates. */
export interface ListenersProps {
  /** The load balancer. */
  readonly lb: Lb;

  /** Whether HTTPS is served; otherwise only HTTP. */
  readonly isHttps: Condition;

  /**
   * ARN of an existing certificate.
   *
   * @default - none: `certificates` are used
   */
  readonly givenArn?: string;

  /**
   * Preconditions on the existing certificate.
   *
   * @default - none
   */
  readonly certificateRules?: Precondition[];

  /**
   * Created certificates, if no existing one is given. The first is for clients that send no hostname.
   *
   * @default - none: `givenArn` is used
   */
  readonly certificates?: Certificates;
}

/**
 * TLS 1.3, and TLS 1.2 only with forward secrecy and authenticated encryption. AWS recommends this policy.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** Two years, in seconds. The local proxy sends the same value. */
const strictTransportSecurity = 'max-age=63072000';

/**
 * The listeners of a load balancer. With HTTPS, port 443 serves the routes, and port 80 redirects to it. Without HTTPS, port 80
 * serves the routes. Requests that match no rule get the response 404.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 *
 * Synthesizes `aws_lb_listener`, `aws_lb_listener_certificate` and, in a module, `aws_lb_listener_rule`.
 */
export class Listeners extends Construct {
  /** ARN of the listener that has the rules of routes. */
  readonly routedArn: string;
  private readonly isHttps: Condition;
  private readonly http: LbListener;
  private readonly https?: LbListener;

  /** With HTTPS, either `givenArn` or `certificates` is needed. */
  constructor(scope: Construct, id: string, props: ListenersProps) {
    super(scope, id);
    const { lb, isHttps } = props;
    this.isHttps = isHttps;
    const https = createIf(isHttps, (countArg) => this.httpsListener(props, countArg));
    const http = new LbListener(this, 'http', {
      loadBalancerArn: lb.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [isHttps === true ? toHttps : notFound],
      // The target of the redirect must exist first.
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
   * Redirects requests on port 80 that match no other rule to HTTPS. Modules use it, because there only Terraform knows whether
   * HTTPS is served. It is a rule and not a default action, because the provider cannot change the type of a default action on
   * an existing listener. The rule comes after all others, so that HTTP routes are served until they have moved to port 443.
   *
   * @param priority priority of the rule: the last free one of the listener.
   * @internal
   */
  redirectRest(priority: number): void {
    const { https } = this;
    createIf(this.isHttps, (countArg) => {
      return new LbListenerRule(this, 'to-https', {
        listenerArn: this.http.arn,
        priority,
        condition: [{ pathPattern: { values: ['/*'] } }],
        action: [toHttps],
        // The target of the redirect must exist first.
        dependsOn: https && [https],
        ...countArg,
      });
    });
  }

  private httpsListener(props: ListenersProps, countArg: CountArg) {
    const { lb, givenArn, certificateRules, certificates } = props;
    const [first, ...others] = certificates?.validated ?? [];
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
    for (const { hostname, validation } of others) {
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
