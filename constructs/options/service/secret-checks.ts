import { isPlainObject, type ValidationIssues } from '../validation-issues';

/** A name with several levels must start with a slash: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const parameterNamePattern = /^([\w.-]+|(\/[\w.-]+)+)$/;

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const secretNamePattern = /^[\w/+=.@-]{1,512}$/;

/** Validates the environment variables of a container whose values are stored in AWS. */
export function checkSecrets(issues: ValidationIssues, secrets: unknown): void {
  if (secrets === undefined) return;
  if (!isPlainObject(secrets)) {
    const suggestion = "write for example { DB_PASSWORD: { parameter: '/shop/db-password' } }";
    issues.add(
      'secrets must be an object of variables and where they are stored',
      secrets,
      suggestion,
    );
    return;
  }
  for (const [name, secret] of Object.entries(secrets)) {
    checkSecret(issues, `secrets.${name}`, secret);
  }
}

function checkSecret(issues: ValidationIssues, field: string, value: unknown): void {
  const fields = ['parameter', 'secret', 'key', 'kmsKey'];
  const suggestion = "write { parameter: '/shop/db-password' } or { secret: 'shop/db' }";
  if (!issues.object(field, value, fields, suggestion)) return;
  const { parameter, secret, key, kmsKey } = value;
  if ((parameter === undefined) === (secret === undefined)) {
    issues.add(`${field} must have either a parameter or a secret`, value, suggestion);
  } else if (parameter !== undefined) {
    if (
      typeof parameter !== 'string' ||
      !parameterNamePattern.test(parameter) ||
      parameter.length > 1011
    ) {
      const rule = `${field}.parameter must be the name of a parameter: words of letters, digits and . _ -, each with a slash before it if there are several, at most 1011 characters`;
      issues.add(rule, parameter, nameOfArn(parameter) ?? withSlash(parameter));
    }
    if (key !== undefined) {
      issues.report(
        `${field}.key is not supported for a parameter, which has a single value; leave it out`,
      );
    }
  } else if (typeof secret !== 'string' || !secretNamePattern.test(secret)) {
    const rule = `${field}.secret must be the name of a secret: letters, digits and / _ + = . @ -, at most 512 characters`;
    issues.add(rule, secret, nameOfArn(secret));
  }
  // ECS separates the key from the rest of the ARN by a colon.
  if (
    key !== undefined &&
    (typeof key !== 'string' || !/^[^:\s\p{Cc}\p{Surrogate}"$%{}]+$/u.test(key))
  ) {
    issues.add(`${field}.key must be a JSON key without spaces and : " $ % { }`, key);
  }
  if (kmsKey !== undefined && (typeof kmsKey !== 'string' || !/^alias\/[\w/-]+$/.test(kmsKey))) {
    issues.add(
      `${field}.kmsKey must be the alias of a KMS key`,
      kmsKey,
      'write for example "alias/shop"',
    );
  } else if (typeof kmsKey === 'string' && kmsKey.startsWith('alias/aws/')) {
    issues.report(`${field}.kmsKey must not be an AWS managed key, got "${kmsKey}"; leave it out`);
  }
}

/** The suggestion for a parameter name with several levels that lacks the leading slash. */
function withSlash(value: unknown): string | undefined {
  if (typeof value !== 'string' || !parameterNamePattern.test(`/${value}`)) return undefined;
  return `write { parameter: '/${value}' }`;
}

/** The suggestion for an ARN. The ARN of a secret ends with six random characters. */
function nameOfArn(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [, parameter] = /^arn:[\w-]+:ssm:[\w-]*:\d*:parameter(\/.+)$/.exec(value) ?? [];
  const [, secret] = /^arn:[\w-]+:secretsmanager:[\w-]*:\d*:secret:([^:]+)-\w{6}/.exec(value) ?? [];
  const name = parameter ?? secret;
  if (name === undefined) return undefined;
  return `write { ${parameter ? 'parameter' : 'secret'}: '${name}' }`;
}
