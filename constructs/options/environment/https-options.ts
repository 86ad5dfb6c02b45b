/** Host names and certificates. Each name gets its own certificate, unless `certificateArn` is set. */
export interface HttpsOptions {
  /**
   * Host name of all routes that do not set `host`: `shop.example.com`. This name and the hostnames of routes get certificates and alias
   * records, all in one zone.
   *
   * @default - none: the owner of the names must create the records for the load balancer
   */
  readonly domain?: string;

  /**
   * Route 53 hosted zone of all names. It must exist and be delegated before the stack is applied; the registry stack can create
   * it.
   *
   * @default - the domain itself
   */
  readonly zone?: string;

  /**
   * ARN of an existing certificate for all names, in the region of the stack.
   *
   * @cost nothing, like the certificates that the stack creates
   * @default - one for each name, created and validated by the stack
   */
  readonly certificateArn?: string;
}
