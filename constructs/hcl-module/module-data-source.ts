import { DataAwsKmsKey } from '@cdktf/provider-aws/lib/data-aws-kms-key';
import { DataAwsSecretsmanagerSecret } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret';
import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { secretNamePattern } from '../options/service/secret-reference';
import { attributeRef, type CountArg, conditional, createIf } from '../terraform/condition';
import { hclString, moduleVariable } from './module-variable';

/**
 * Resources that a caller sets by name or by ARN. Each plan looks up a name. A resource set by ARN can be created in the same
 * apply.
 */
const dataSourceKinds = {
  secret: {
    field: 'name',
    end: 'secret',
    what: 'Secrets Manager secret that tasks read when they start',
    form: secretNamePattern.source,
    // Without the key and the version that ECS would read from the end of the ARN.
    arn: `^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:${secretNamePattern.source.slice(1, -1)}-[A-Za-z0-9]{6}$`,
    dataSource: (scope: Construct, id: string, name: string, countArg: CountArg) =>
      new DataAwsSecretsmanagerSecret(scope, id, { name, ...countArg }),
  },
  kmsKey: {
    field: 'alias',
    end: 'kms_key',
    what: 'Customer managed KMS key that encrypts secrets of the tasks',
    form: '^alias/[A-Za-z0-9_/-]+$',
    arn: '^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/.+$',
    dataSource: (scope: Construct, id: string, keyId: string, countArg: CountArg) =>
      new DataAwsKmsKey(scope, id, { keyId, ...countArg }),
  },
} as const;

/** Scopes of the data sources and of the variables. */
export interface ModuleScopes {
  readonly stack: Construct;
  readonly variables: Construct;
}

export interface ModuleDataSourceProps extends ModuleScopes {
  readonly kind: keyof typeof dataSourceKinds;

  /** Prefix of the variable's name. */
  readonly prefix: string;

  /** Default name or alias. */
  readonly name: string;
}

/** Declares a variable for a name or an ARN. Returns an expression for the ARN. */
export function dataSourceArn({
  stack,
  variables,
  kind,
  prefix,
  name,
}: ModuleDataSourceProps): string {
  const { field, end, what, form, arn, dataSource } = dataSourceKinds[kind];
  const variable = `${prefix}_${end}`;
  const value = `var.${variable}`;
  const example = `{ ${field} = "${name}" } or { arn = "arn:aws:…" }`;
  moduleVariable(variables, variable, {
    type: `object({ ${field} = optional(string), arn = optional(string) })`,
    default: { [field]: name },
    description: `${what}: its ${field}, which must exist before the plan, or its ARN, which may be unknown until the apply. Use a different one for each environment in an account.`,
    rules: [
      {
        condition: `(${value}.${field} == null) != (${value}.arn == null)`,
        message: `${variable} must have either ${field} or arn, for example ${example}.`,
      },
      {
        condition: `${value}.${field} == null ? true : can(regex(${hclString(form)}, ${value}.${field}))`,
        message: `${variable} must have the form ${example}, got ${field} "\${format("%v", ${value}.${field})}".`,
      },
      {
        condition: `${value}.arn == null ? true : can(regex(${hclString(arn)}, ${value}.arn))`,
        message: `${variable} must have the form ${example}, got arn "\${format("%v", ${value}.arn)}".`,
      },
    ],
  });
  const isNamed = { expression: `${value}.${field} != null` };
  const data = createIf(isNamed, (countArg) =>
    dataSource(stack, variable, `\${${value}.${field}}`, countArg),
  );
  const found = data ? attributeRef(data, 'arn') : '';
  new TerraformLocal(variables, `${variable}_arn`, conditional(isNamed, found, `\${${value}.arn}`));
  return `\${local.${variable}_arn}`;
}
