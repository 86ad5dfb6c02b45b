import type { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { Construct } from 'constructs';
import { hostWord } from './host-word';

export interface ListenersProps {
  readonly balancer: Lb;

  /** ARNs of certificates by name, of which clients that name no host get the first; without one the site is HTTP alone. */
  readonly certificates: ReadonlyMap<string, string>;
}

/**
 * TLS 1.3, and 1.2 with forward secrecy and authenticated encryption only; what AWS recommends.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** Two years, as the local proxy says, too. */
const strictTransportSecurity = 'max-age=63072000';

/**
 * Where a load balancer listens: with certificates on port 443, to which port 80 redirects, else on port 80 alone. What no
 * rule takes is answered by 404.
 *
 * Synthesizes `aws_lb_listener` and `aws_lb_listener_certificate`.
 */
export class Listeners extends Construct {
  /** The one with the routes. */
  readonly routed: LbListener;

  constructor(scope: Construct, id: string, { balancer, certificates }: ListenersProps) {
    super(scope, id);
    const [[, certificateArn] = [], ...more] = certificates;
    if (certificateArn === undefined) {
      this.routed = new LbListener(this, 'http', {
        loadBalancerArn: balancer.arn,
        port: 80,
        protocol: 'HTTP',
        defaultAction: [notFound],
      });
      return;
    }
    this.routed = new LbListener(this, 'https', {
      loadBalancerArn: balancer.arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: tlsPolicy,
      certificateArn,
      routingHttpResponseStrictTransportSecurityHeaderValue: strictTransportSecurity,
      defaultAction: [notFound],
    });
    for (const [host, arn] of more) {
      new LbListenerCertificate(this, hostWord(host), {
        listenerArn: this.routed.arn,
        certificateArn: arn,
        lifecycle: { createBeforeDestroy: true },
      });
    }
    new LbListener(this, 'http', {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [
        {
          type: 'redirect',
          redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' },
        },
      ],
      // Not before somebody listens there.
      dependsOn: [this.routed],
    });
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
