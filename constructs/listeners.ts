import type { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Certificates } from './certificates';
import { attributeOf, type Condition, type Counted, choice, theOne, where } from './condition';

export interface ListenersProps {
  readonly balancer: Lb;

  /** Whether there is HTTPS; else the site is HTTP alone. */
  readonly isHttps: Condition;

  /** ARN of a certificate that is there already. */
  readonly givenArn?: string;

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

  constructor(scope: Construct, id: string, props: ListenersProps) {
    super(scope, id);
    const { balancer, isHttps } = props;
    const https = where(isHttps, (counted) => this.https(props, counted));
    const http = new LbListener(this, 'http', {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: plainAction(isHttps),
      // Not before somebody listens there.
      dependsOn: https && [https],
    });
    this.routedArn =
      https === undefined
        ? http.arn
        : choice(isHttps, attributeOf(https, 'arn'), attributeOf(http, 'arn'));
  }

  private https({ balancer, givenArn, certificates }: ListenersProps, counted: Counted) {
    const [first, ...more] = certificates?.validated ?? [];
    const made = first && attributeOf(first.validation, 'certificate_arn');
    const isMade = certificates?.areThere ?? false;
    const listener = new LbListener(this, 'https', {
      loadBalancerArn: balancer.arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: tlsPolicy,
      certificateArn: choice(isMade, made ?? '', givenArn ?? ''),
      routingHttpResponseStrictTransportSecurityHeaderValue: strictTransportSecurity,
      defaultAction: [notFound],
      ...counted,
    });
    for (const { name, validation } of more) {
      new LbListenerCertificate(this, name.word, {
        listenerArn: `\${${theOne(listener)}.arn}`,
        certificateArn: `\${${theOne(validation)}.certificate_arn}`,
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

/** What happens on port 80 where no rule is. */
function plainAction(isHttps: Condition) {
  if (typeof isHttps === 'boolean') return [isHttps ? toHttps : notFound];
  const { expression } = isHttps;
  // One listener that changes: a second one could not have the port before this one goes. The binding has no blocks that
  // are there by a condition, and leaves names as they are.
  const { protocol, port, statusCode } = toHttps.redirect;
  const { contentType, messageBody } = notFound.fixedResponse;
  return Token.asAny([
    {
      type: choice(isHttps, toHttps.type, notFound.type),
      dynamic: {
        redirect: {
          for_each: `\${${expression} ? [1] : []}`,
          content: { protocol, port, status_code: statusCode },
        },
        fixed_response: {
          for_each: `\${${expression} ? [] : [1]}`,
          content: {
            content_type: contentType,
            message_body: messageBody,
            status_code: notFound.fixedResponse.statusCode,
          },
        },
      },
    },
  ]);
}
