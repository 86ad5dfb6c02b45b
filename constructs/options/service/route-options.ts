/** Requests that lead to a service: those below a path, of any host or of one. */
export interface RouteOptions {
  /**
   * Path prefix: `/a` means `/a` and everything below `/a/`, but not `/ab`.
   *
   * @default - `/` if the route has a host or a subdomain; otherwise required
   */
  readonly path?: string;

  /**
   * Host name to which the route is limited. Routes with a host match before routes without. To try one on the laptop:
   * `curl --insecure --resolve shop.local:8443:127.0.0.1 https://shop.local:8443/`
   *
   * @default - any host
   */
  readonly host?: string;

  /**
   * The same with a name below the domain of each environment: `admin` is `admin.shop.example.com` where `https.domain` is
   * `shop.example.com`, and `admin.localhost` on the laptop.
   *
   * @default - any host
   */
  readonly subdomain?: string;

  /**
   * Whether to remove the prefix: `/a/x` arrives at the service as `/x`, and `/a` is redirected to `/a/`.
   *
   * @default false
   */
  readonly stripPrefix?: boolean;

  /**
   * Priority of the load balancer rule. Only needed if an error asks for it. The rule then belongs to the priority: another route
   * that gets it takes over the rule.
   *
   * @default - derived from host and path
   */
  readonly priority?: number;

  /**
   * Response to a GET request that the smoke test and each rehearsal expect.
   *
   * @default - status 200 for `path` itself, and the content of `page` if the service has one
   */
  readonly expect?: ExpectedResponse;
}

/** What a route answers, as smoke tests and rehearsals expect it. */
export interface ExpectedResponse {
  /**
   * Path that is requested: the route's own path, or one below it. For a route `/hello` that answers only `/hello/anna`, set
   * `'/hello/anna'`.
   *
   * @default - the path of the route
   */
  readonly path?: string;

  /**
   * Status code of the response.
   *
   * @default 200
   */
  readonly status?: number;

  /**
   * Text that the body must contain.
   *
   * @default - the `index.html` of `page` if the service has one; otherwise any body
   */
  readonly contains?: string;
}
