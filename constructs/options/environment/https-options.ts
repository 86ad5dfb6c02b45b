/** The names of the site. Each has a certificate, unless one is given for all. */
export interface HttpsOptions {
  /**
   * Host name of all routes that have none: `shop.example.com`. It and the hosts of routes get certificates and alias
   * records, all in one zone.
   *
   * @default - none: whoever owns the names leads them to the load balancer
   */
  readonly domain?: string;

  /**
   * Hosted zone of Route 53 in which all names are. It must be there, and be delegated, before the stack is applied; the
   * registry stack can make it.
   *
   * @default - the domain itself
   */
  readonly zone?: string;

  /**
   * ARN of a certificate that is there already, in the region of the stack, for all names.
   *
   * @cost nothing, as those that the stack makes
   * @default - one for each name, made and validated by the stack
   */
  readonly certificateArn?: string;
}
