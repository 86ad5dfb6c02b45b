/** Where a secret value is kept: in a parameter of Systems Manager, or in Secrets Manager. Both by name, in the region. */
export interface SecretOptions {
  /**
   * Name of a parameter of Systems Manager, usually a `SecureString`: `/shop/db-password`.
   *
   * @default - the value is in Secrets Manager
   */
  readonly parameter?: string;

  /**
   * Name of a secret of Secrets Manager: `shop/db`. Each plan looks whether it is there.
   *
   * @default - the value is a parameter
   */
  readonly secret?: string;

  /**
   * Which value of a secret that is a JSON object: `password`.
   *
   * @default - all of its text
   */
  readonly key?: string;

  /**
   * Alias of the customer managed key with which it is encrypted: `alias/shop`.
   *
   * @default - the key that AWS has for it, which needs no permission
   */
  readonly kmsKey?: string;
}
