import { ValidationError, ValidationIssues } from '../options/validation-issues';

/** A permission of the containers of a service. */
export interface ServiceGrant {
  /** Actions without wildcards: `['s3:GetObject']`. */
  readonly actions: readonly string[];

  /** ARNs of the resources; `['*']` only for actions that support no resource. */
  readonly on: readonly string[];

  /** What needs the permission, for permissions.md: `keeps uploads`. */
  readonly reason: string;
}

/**
 * Validates a permission.
 *
 * @throws ValidationError with one line for each issue.
 */
export function validateGrant(service: string, { actions, on, reason }: ServiceGrant): void {
  const issues = new ValidationIssues(`main.ts: grant of service "${service}"`);
  if (!Array.isArray(actions) || actions.length === 0) {
    issues.add(
      'actions must be an array of at least one action',
      actions,
      "write for example ['s3:GetObject']",
    );
  } else {
    for (const action of actions) {
      if (typeof action === 'string' && /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)) continue;
      issues.add(
        'an action must be a service and a name without wildcards',
        action,
        'write for example "s3:GetObject"',
      );
    }
  }
  if (
    !Array.isArray(on) ||
    on.length === 0 ||
    on.some((arn) => typeof arn !== 'string' || arn === '')
  ) {
    issues.add(
      'on must be an array of at least one ARN',
      on,
      'write for example [bucket.arn, `${bucket.arn}/*`]',
    );
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    issues.add(
      'reason must say what needs the permission',
      reason,
      'write for example "keeps uploads"',
    );
  }
  if (issues.all.length > 0) throw new ValidationError(issues.all);
}
