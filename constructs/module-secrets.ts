import { DataAwsKmsKey } from '@cdktf/provider-aws/lib/data-aws-kms-key';
import { DataAwsSecretsmanagerSecret } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret';
import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { attributeOf, type Counted, where } from './condition';
import { containersOf } from './containers-of';
import { moduleVariable, quotedText } from './module-variable';
import { shortHash } from './physical-name';
import { parameterName, secretName } from './secret-checks';
import type { SecretDescription } from './secret-description';
import type { ResolvedContainer, Service } from './service';

/** The services of a module, with their secrets, and the keys of these, by variables: each once. */
export function secretsByVariables(
  stack: Construct,
  variables: Construct,
  services: readonly Service[],
): Service[] {
  const places = new SecretPlaces(stack, variables, services);
  const placed = <T extends ResolvedContainer>(container: T): T => {
    const secrets = Object.entries(container.secrets).map(([variable, secret]) => [
      variable,
      places.placed(secret),
    ]);
    return { ...container, secrets: Object.fromEntries(secrets) };
  };
  return services.map((service) => ({
    ...placed(service),
    sidecars: service.sidecars.map(placed),
  }));
}

type Kind = 'parameter' | 'secret' | 'kmsKey';

/** What is looked up by a name that is read by each plan; or its ARN is given, which may be made by the same apply. */
const lookedUp = {
  secret: {
    field: 'name',
    end: 'secret',
    what: 'A secret of Secrets Manager',
    form: secretName.source,
    arn: '^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:.+$',
    dataSource: (scope: Construct, id: string, name: string, counted: Counted) =>
      new DataAwsSecretsmanagerSecret(scope, id, { name, ...counted }),
  },
  kmsKey: {
    field: 'alias',
    end: 'kms_key',
    what: 'A customer managed key of KMS',
    form: '^alias/[A-Za-z0-9_/-]+$',
    arn: '^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/.+$',
    dataSource: (scope: Construct, id: string, keyId: string, counted: Counted) =>
      new DataAwsKmsKey(scope, id, { keyId, ...counted }),
  },
} as const;

class SecretPlaces {
  private readonly stack: Construct;
  private readonly variables: Construct;

  /** Text that stands for a place, by kind and name. */
  private readonly texts = new Map<string, string>();

  constructor(stack: Construct, variables: Construct, services: readonly Service[]) {
    this.stack = stack;
    this.variables = variables;
    const all = services.flatMap(containersOf).flatMap(({ secrets }) => Object.values(secrets));
    for (const kind of ['parameter', 'secret', 'kmsKey'] as const) {
      const names = [...new Set(all.flatMap((one) => one[kind] ?? []))];
      for (const name of names) this.texts.set(`${kind} ${name}`, this.place(kind, name, names));
    }
  }

  placed({ parameter, secret, kmsKey, ...rest }: SecretDescription): SecretDescription {
    return {
      ...rest,
      parameter: this.textOf('parameter', parameter),
      secret: this.textOf('secret', secret),
      kmsKey: this.textOf('kmsKey', kmsKey),
    };
  }

  private textOf(kind: Kind, name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.texts.get(`${kind} ${name}`);
  }

  private place(kind: Kind, name: string, names: readonly string[]): string {
    const own = wordsOf(name);
    const isAlone = names.every((other) => other === name || wordsOf(other) !== own);
    const word = isAlone ? own : `${own}_${shortHash(name)}`;
    return kind === 'parameter' ? this.parameter(word, name) : this.found(kind, word, name);
  }

  private parameter(word: string, name: string): string {
    const variable = `${word}_parameter`;
    moduleVariable(this.variables, variable, {
      type: 'string',
      default: name,
      description:
        'Name of the parameter of Systems Manager that tasks read when they start. Environments in one account differ in it.',
      rules: [
        {
          condition: `can(regex(${quotedText(parameterName.source)}, var.${variable}))`,
          message: `${variable} must be the name of a parameter of Systems Manager such as "${name}", got "\${var.${variable}}".`,
        },
      ],
    });
    // Its ARN has no slash twice; as a local it needs no quotes where it is in JSON.
    const path = `${variable}_path`;
    new TerraformLocal(this.variables, path, `\${trimprefix(var.${variable}, "/")}`);
    return `\${local.${path}}`;
  }

  private found(kind: keyof typeof lookedUp, word: string, name: string): string {
    const { field, end, what, form, arn, dataSource } = lookedUp[kind];
    const variable = `${word}_${end}`;
    const value = `var.${variable}`;
    const example = `{ ${field} = "${name}" } or { arn = "arn:aws:…" }`;
    moduleVariable(this.variables, variable, {
      type: `object({ ${field} = optional(string), arn = optional(string) })`,
      default: { [field]: name },
      description: `${what} that tasks read when they start: by its ${field}, which must be there before the plan, or by its ARN, which may be unknown before the apply. Environments in one account differ in it.`,
      rules: [
        {
          condition: `(${value}.${field} == null) != (${value}.arn == null)`,
          message: `${variable} must have either ${field} or arn, such as ${example}.`,
        },
        {
          condition: `${value}.${field} == null ? true : can(regex(${quotedText(form)}, ${value}.${field}))`,
          message: `${variable} must be such as ${example}, got ${field} "\${format("%v", ${value}.${field})}".`,
        },
        {
          condition: `${value}.arn == null ? true : can(regex(${quotedText(arn)}, ${value}.arn))`,
          message: `${variable} must be such as ${example}, got arn "\${format("%v", ${value}.arn)}".`,
        },
      ],
    });
    const isNamed = { expression: `${value}.${field} != null` };
    const data = where(isNamed, (counted) =>
      dataSource(this.stack, variable, `\${${value}.${field}}`, counted),
    );
    const found = data && attributeOf(data, 'arn').slice(2, -1);
    new TerraformLocal(
      this.variables,
      `${variable}_arn`,
      `\${${isNamed.expression} ? ${found} : ${value}.arn}`,
    );
    return `\${local.${variable}_arn}`;
  }
}

/** `shop_db_password` for `/shop/db-password`. */
function wordsOf(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/^alias\//, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return `${/^[a-z]/.test(words) ? '' : 'x_'}${words}`;
}
