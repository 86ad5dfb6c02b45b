import { checkPermission, type PermissionOptions } from '../options/permission-options';
import { ValidationError, ValidationIssues } from '../options/validation-issues';

/** A permission of the containers of a service. */
export type ServiceGrant = PermissionOptions;

const examples = {
  action: '"s3:GetObject"',
  on: '[bucket.arn, `${bucket.arn}/*`]',
  reason: '"keeps uploads"',
};

/**
 * Validates a permission.
 *
 * @throws ValidationError with one line for each issue.
 */
export function validateGrant(service: string, permission: ServiceGrant): void {
  const issues = new ValidationIssues(`main.ts: grant of service "${service}"`);
  checkPermission(issues, permission, examples);
  if (issues.all.length > 0) throw new ValidationError(issues.all);
}
