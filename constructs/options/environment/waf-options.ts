import { isPlainObject, type ValidationIssues } from '../validation-issues';

/** Options of the web application firewall. */
export interface WafOptions {
  /**
   * Requests that an IP address may send within five minutes, from 10 to 2000000000. Further requests get the status 429 until the
   * rate falls. AWS WAF notices both with a delay, usually of less than 30 seconds. Clients behind the same NAT gateway or proxy,
   * for example in an office or behind a CDN, share an address. `false` for no limit.
   * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html
   *
   * @cost 1 USD, which is part of the cost of `waf`
   * @default 2000
   */
  readonly requestsPerFiveMinutes?: number | false;
}

/** The options with their defaults. */
export type ResolvedWaf = Required<WafOptions>;

/** Fills in the defaults. */
export function resolveWaf(waf: boolean | WafOptions): ResolvedWaf | false {
  if (waf === false) return false;
  const { requestsPerFiveMinutes = 2000 } = waf === true ? {} : waf;
  return { requestsPerFiveMinutes };
}

/** Validates the options of the web application firewall. */
export function checkWaf(issues: ValidationIssues, waf: unknown): void {
  if (waf === undefined || typeof waf === 'boolean') return;
  if (!isPlainObject(waf)) {
    const suggestion = 'write for example { requestsPerFiveMinutes: 2000 }';
    issues.add('waf must be true, false or an object', waf, suggestion);
    return;
  }
  issues.object('waf', waf, ['requestsPerFiveMinutes']);
  const { requestsPerFiveMinutes = 2000 } = waf;
  if (requestsPerFiveMinutes === false) return;
  const field = 'waf.requestsPerFiveMinutes';
  issues.integer(field, requestsPerFiveMinutes, 10, 2_000_000_000, ', or false for no limit');
}
