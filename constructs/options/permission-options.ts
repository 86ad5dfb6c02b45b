import { isText, textLimits } from './text';
import type { ValidationIssues } from './validation-issues';

/** A permission that code or options grant: to the containers of a service, or to the roles of pipelines. */
export interface PermissionOptions {
  /** Actions without wildcards: `['s3:GetObject']`. */
  readonly actions: readonly string[];

  /** ARNs of the resources; `['*']` only for actions that support no resource. */
  readonly on: readonly string[];

  /** What needs the permission, for permissions.md: `keeps uploads`. */
  readonly reason: string;
}

/** What an error says to write. */
export interface PermissionExamples {
  /** An action in quotes: `"s3:GetObject"`. */
  readonly action: string;

  /** An array of ARNs, as code. */
  readonly on: string;

  /** A reason in quotes. */
  readonly reason: string;
}

/** Validates a permission, with any types. */
export function checkPermission(
  issues: ValidationIssues,
  { actions, on, reason }: { readonly [Field in keyof PermissionOptions]?: unknown },
  examples: PermissionExamples,
): void {
  if (!Array.isArray(actions) || actions.length === 0) {
    issues.add(
      'actions must be an array of at least one action',
      actions,
      `write for example [${examples.action.replaceAll('"', "'")}]`,
    );
  } else {
    for (const action of actions) {
      if (typeof action === 'string' && /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)) continue;
      issues.add(
        'an action must be a service and a name without wildcards',
        action,
        `write for example ${examples.action}`,
      );
    }
  }
  if (
    !Array.isArray(on) ||
    on.length === 0 ||
    on.some((arn) => typeof arn !== 'string' || arn === '')
  ) {
    issues.add('on must be an array of at least one ARN', on, `write for example ${examples.on}`);
  } else {
    // The ARN of a resource is an expression of CDKTF.
    for (const arn of on.filter((one) => /\0|\p{Surrogate}/u.test(one))) {
      issues.add('an ARN must not have NUL or an unpaired surrogate', arn);
    }
  }
  if (!isText(reason) || reason.trim() === '') {
    const limits = typeof reason === 'string' && reason.trim() !== '' ? `, ${textLimits}` : '';
    issues.add(
      `reason must say what needs the permission${limits}`,
      reason,
      `write for example ${examples.reason}`,
    );
  }
}
