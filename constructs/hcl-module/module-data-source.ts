import { DataAwsKmsKey } from '@cdktf/provider-aws/lib/data-aws-kms-key';
import { DataAwsSecretsmanagerSecret } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret';
import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { secretNamePattern } from '../options/service/secret-checks';
import { attributeRef, type CountArg, conditional, createIf } from '../terraform/condition';
import { hclString, moduleVariable } from './module-variable';

/** What is looked up by a name that is read by each plan; or its ARN is given, which may be made by the same apply. */
const dataSourceKinds = {
  secret: {
    field: 'name',
    end: 'secret',
    what: 'A secret of Secrets Manager',
    form: secretNamePattern.source,
    arn: '^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:.+$',
    dataSource: (scope: Construct, id: string, name: string, countArg: CountArg) =>
      new DataAwsSecretsmanagerSecret(scope, id, { name, ...countArg }),
  },
  kmsKey: {
    field: 'alias',
    end: 'kms_key',
    what: 'A customer managed key of KMS',
    form: '^alias/[A-Za-z0-9_/-]+$',
    arn: '^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/.+$',
    dataSource: (scope: Construct, id: string, keyId: string, countArg: CountArg) =>
      new DataAwsKmsKey(scope, id, { keyId, ...countArg }),
  },
} as const;

/** Where variables and data sources are made. */
export interface ModuleScopes {
  readonly stack: Construct;
  readonly variables: Construct;
}

export interface ModuleDataSourceProps extends ModuleScopes {
  readonly kind: keyof typeof dataSourceKinds;

  /** What the variable begins with. */
  readonly prefix: string;

  /** What is usual. */
  readonly name: string;
}

/** Lets the caller of a module name a thing, or give its ARN; returns text that stands for that. */
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
    description: `${what} that tasks read when they start: by its ${field}, which must be there before the plan, or by its ARN, which may be unknown before the apply. Environments in one account differ in it.`,
    rules: [
      {
        condition: `(${value}.${field} == null) != (${value}.arn == null)`,
        message: `${variable} must have either ${field} or arn, such as ${example}.`,
      },
      {
        condition: `${value}.${field} == null ? true : can(regex(${hclString(form)}, ${value}.${field}))`,
        message: `${variable} must be such as ${example}, got ${field} "\${format("%v", ${value}.${field})}".`,
      },
      {
        condition: `${value}.arn == null ? true : can(regex(${hclString(arn)}, ${value}.arn))`,
        message: `${variable} must be such as ${example}, got arn "\${format("%v", ${value}.arn)}".`,
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
