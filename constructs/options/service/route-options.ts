export interface RouteOptions {
  /** Path prefix: `/a` means `/a` and everything below `/a/`, but not `/ab`. */
  readonly path: string;

  /**
   * The only host name for which the route is; it goes before all routes without. To try one on the laptop:
   * `curl --insecure --resolve shop.local:8443:127.0.0.1 https://shop.local:8443/`
   *
   * @default - any host
   */
  readonly host?: string;

  /**
   * Take the prefix away: `/a/x` arrives at the service as `/x`, and the bare `/a` is redirected to `/a/`.
   *
   * @default false
   */
  readonly stripPrefix?: boolean;

  /**
   * Priority of its rule on a load balancer. Only needed where an error asks for it.
   *
   * @default - a number that follows from host and path
   */
  readonly priority?: number;

  /**
   * What a GET of `path` answers, for the smoke test.
   *
   * @default - status 200, and the page if the service has one
   */
  readonly expect?: ExpectedResponse;
}

export interface ExpectedResponse {
  /**
   * Status of the answer.
   *
   * @default 200
   */
  readonly status?: number;

  /**
   * Text that is part of the body.
   *
   * @default - the page's `index.html` if the service has one, else any body
   */
  readonly contains?: string;
}
