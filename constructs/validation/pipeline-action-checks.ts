import { checkPermission, type PermissionOptions } from '../options/permission-options';
import { ValidationIssues } from '../options/validation-issues';

const known: readonly (keyof PermissionOptions)[] = ['actions', 'on', 'reason'];

const examples = {
  action: '"s3:CreateBucket"',
  on: "['arn:aws:s3:::acme-uploads']",
  reason: '"the bucket of uploads"',
};

/** Validates the permissions that pipelines get for further resources of an environment. */
export function checkPipelineActions(environment: string, value: unknown, all: string[]): void {
  if (value === undefined) return;
  const field = `main.ts: environments.${environment}.pipelineActions`;
  if (!Array.isArray(value)) {
    const { action, on, reason } = examples;
    const example = `[{ actions: [${action}], on: ${on}, reason: ${reason} }]`;
    const suggestion = `write for example ${example.replaceAll('"', "'")}`;
    new ValidationIssues(field, all, ' ').add('must be an array of permissions', value, suggestion);
    return;
  }
  for (const [index, permission] of value.entries()) {
    const issues = new ValidationIssues(`${field}[${index}]`, all);
    if (!issues.object('a permission', permission, known)) continue;
    checkPermission(issues, permission, examples);
    checkArns(issues, permission.on);
  }
}

/** ARNs must be known: an attribute of a resource is known only to the stack of the resource, not to that of the roles. */
function checkArns(issues: ValidationIssues, on: unknown): void {
  if (!Array.isArray(on)) return;
  for (const arn of on) {
    if (typeof arn !== 'string' || arn === '' || /^(\*|arn:[^${}\s]+)$/.test(arn)) continue;
    issues.add(
      'on must have ARNs that are written out, or "*"',
      arn,
      `write for example ${examples.on}`,
    );
  }
}
