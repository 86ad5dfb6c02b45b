import { type Fields, isPlainObject, type ValidationIssues } from '../validation-issues';
import {
  bothPlaces,
  objectText,
  parameterNamePattern,
  secretInstead,
  secretNamePattern,
  selectorPattern,
  selectorsOf,
} from './secret-reference';
import { variableField } from './variable-checks';

const fields = ['parameter', 'secret', 'key', 'versionStage', 'versionId', 'kmsKey'] as const;

const example = "write { parameter: '/shop/db-password' } or { secret: 'shop/db' }";

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
    checkSecret(issues, variableField('secrets', name), secret);
  }
}

function checkSecret(issues: ValidationIssues, field: string, value: unknown): void {
  const plain = typeof value === 'string' ? value : '';
  const suggestion = secretInstead(plain) ?? bothPlaces(plain) ?? example;
  if (!issues.object(field, value, fields, suggestion)) return;
  const { parameter, secret } = value;
  if ((parameter === undefined) === (secret === undefined)) {
    const rule = `${field} must have either a parameter or a secret`;
    issues.add(rule, value, inOtherField(value) ?? example);
  } else if (parameter !== undefined) {
    checkParameter(issues, field, value);
  } else if (typeof secret !== 'string' || !secretNamePattern.test(secret)) {
    const rule = `${field}.secret must be the name of a secret: letters, digits and / _ + = . @ ! -, at most 512 characters`;
    issues.add(rule, secret, instead(value, 'secret'));
  }
  checkSelectors(issues, field, value);
  checkKmsKey(issues, field, value.kmsKey);
}

function checkParameter(issues: ValidationIssues, field: string, value: Fields): void {
  const { parameter } = value;
  if (
    typeof parameter !== 'string' ||
    !parameterNamePattern.test(parameter) ||
    parameter.length > 1011
  ) {
    const rule = `${field}.parameter must be the name of a parameter: words of letters, digits and . _ -, each with a slash before it if there are several, at most 1011 characters`;
    issues.add(rule, parameter, instead(value, 'parameter') ?? withSlash(parameter));
  }
  if (value.key !== undefined) {
    issues.report(
      `${field}.key is not supported for a parameter, which has a single value; leave it out`,
    );
  }
  for (const version of ['versionStage', 'versionId'] as const) {
    if (value[version] === undefined) continue;
    issues.report(
      `${field}.${version} is not supported for a parameter, of which ECS always reads the newest version; leave it out`,
    );
  }
}

/**
 * Validates the key and the version of a secret.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
function checkSelectors(issues: ValidationIssues, field: string, value: Fields): void {
  const { key, versionStage, versionId } = value;
  const isSelector = (one: unknown, min: number, max: number) =>
    typeof one === 'string' && selectorPattern.test(one) && one.length >= min && one.length <= max;
  const signs = 'without spaces and : " $ % { }';
  if (key !== undefined && !isSelector(key, 1, Number.POSITIVE_INFINITY)) {
    const parts = typeof key === 'string' && key.includes(':') ? selectorsOf(key) : undefined;
    issues.add(
      `${field}.key must be a JSON key ${signs}`,
      key,
      parts && `write ${objectText(parts)}`,
    );
  }
  if (versionStage !== undefined && !isSelector(versionStage, 1, 256)) {
    const rule = `${field}.versionStage must be a staging label ${signs}, at most 256 characters`;
    issues.add(rule, versionStage, 'write for example "AWSPREVIOUS"');
  }
  if (versionId !== undefined && !isSelector(versionId, 32, 64)) {
    issues.add(
      `${field}.versionId must be a version ID of 32 to 64 characters ${signs}`,
      versionId,
    );
  }
  if (versionStage !== undefined && versionId !== undefined) {
    issues.report(`${field} must not have both a versionStage and a versionId; leave one out`);
  }
}

function checkKmsKey(issues: ValidationIssues, field: string, kmsKey: unknown): void {
  if (kmsKey === undefined) return;
  if (typeof kmsKey !== 'string' || !/^alias\/[\w/-]+$/.test(kmsKey)) {
    const [, alias] =
      (typeof kmsKey === 'string' &&
        /^arn:[\w-]*:kms:[^:]*:[^:]*:(alias\/[\w/-]+)$/.exec(kmsKey)) ||
      [];
    issues.add(
      `${field}.kmsKey must be the alias of a KMS key`,
      kmsKey,
      alias === undefined
        ? 'write for example "alias/shop"'
        : `write "${alias}", an alias in the account and region of the environment; one of another account or region is not supported`,
    );
  } else if (kmsKey.startsWith('alias/aws/')) {
    issues.report(`${field}.kmsKey must not be an AWS managed key, got "${kmsKey}"; leave it out`);
  }
}

/** The suggestion for a secret whose name is in a field of another tool: `valueFrom`. */
function inOtherField(value: Fields): string | undefined {
  const [text] = Object.entries(value).flatMap(([name, one]) =>
    typeof one === 'string' && !fields.some((known) => known === name) ? [one] : [],
  );
  return text === undefined
    ? undefined
    : (secretInstead(text, undefined, beside(value)) ?? bothPlaces(text));
}

/** The suggestion for a secret that is not named as it must be. */
function instead(value: Fields, place: 'parameter' | 'secret'): string | undefined {
  const text = value[place];
  return typeof text === 'string' ? secretInstead(text, place, beside(value)) : undefined;
}

/** The texts that are written beside the name of a secret. */
function beside(value: Fields): Readonly<Record<string, string>> {
  const names = fields.filter((name) => name !== 'parameter' && name !== 'secret');
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = value[name];
      return typeof text === 'string' ? [[name, text]] : [];
    }),
  );
}

/** The suggestion for a parameter name with several levels that lacks the leading slash. */
function withSlash(value: unknown): string | undefined {
  if (typeof value !== 'string' || !parameterNamePattern.test(`/${value}`)) return undefined;
  const [, inArn] = /^parameter(\/.+)$/.exec(value) ?? [];
  const way = `write ${objectText({ parameter: `/${value}` })}`;
  return inArn === undefined
    ? way
    : `${way}, or ${objectText({ parameter: inArn })} if this is the end of an ARN`;
}
