import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import type { SecretOptions } from '../options/service/container-options';
import {
  allContainers,
  type ResolvedContainer,
  type ResolvedService,
} from '../options/service/resolved-service';
import { parameterNamePattern } from '../options/service/secret-reference';
import { shortHash } from '../terraform/physical-name';
import { dataSourceArn, type ModuleScopes } from './module-data-source';
import { hclString, moduleVariable } from './module-variable';

/** Replaces the secrets of services, and their KMS keys, by variables: one variable for each, wherever it is used. */
export function secretsByVariables(
  stack: Construct,
  variables: Construct,
  services: readonly ResolvedService[],
): ResolvedService[] {
  const secretVariables = new SecretVariables(stack, variables, services);
  const withSecretVariables = <T extends ResolvedContainer>(container: T): T => {
    const secrets = Object.entries(container.secrets).map(([variable, secret]) => [
      variable,
      secretVariables.withVariables(secret),
    ]);
    return { ...container, secrets: Object.fromEntries(secrets) };
  };
  return services.map((service) => ({
    ...withSecretVariables(service),
    sidecars: service.sidecars.map(withSecretVariables),
  }));
}

type Kind = 'parameter' | 'secret' | 'kmsKey';

class SecretVariables {
  private readonly scopes: ModuleScopes;

  /** Expressions for secrets and keys, by kind and name. */
  private readonly references = new Map<string, string>();

  constructor(stack: Construct, variables: Construct, services: readonly ResolvedService[]) {
    this.scopes = { stack, variables };
    const all = services.flatMap(allContainers).flatMap(({ secrets }) => Object.values(secrets));
    for (const kind of ['parameter', 'secret', 'kmsKey'] as const) {
      const names = [...new Set(all.flatMap((one) => one[kind] ?? []))];
      for (const name of names)
        this.references.set(`${kind} ${name}`, this.declare(kind, name, names));
    }
  }

  withVariables({ parameter, secret, kmsKey, ...rest }: SecretOptions): SecretOptions {
    return {
      ...rest,
      parameter: this.reference('parameter', parameter),
      secret: this.reference('secret', secret),
      kmsKey: this.reference('kmsKey', kmsKey),
    };
  }

  private reference(kind: Kind, name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.references.get(`${kind} ${name}`);
  }

  private declare(kind: Kind, name: string, names: readonly string[]): string {
    const own = snakeCase(name);
    const isAlone = names.every((other) => other === name || snakeCase(other) !== own);
    const prefix = isAlone ? own : `${own}_${shortHash(name)}`;
    return kind === 'parameter'
      ? this.parameter(prefix, name)
      : dataSourceArn({ ...this.scopes, kind, prefix, name });
  }

  private parameter(prefix: string, name: string): string {
    const variable = `${prefix}_parameter`;
    moduleVariable(this.scopes.variables, variable, {
      type: 'string',
      default: name,
      description:
        'Name of the Systems Manager parameter that tasks read when they start. Use a different one for each environment in an account.',
      rules: [
        {
          condition: `can(regex(${hclString(parameterNamePattern.source)}, var.${variable}))`,
          message: `${variable} must be the name of a Systems Manager parameter, for example "${name}", got "\${var.${variable}}".`,
        },
      ],
    });
    // The ARN has only one slash before the name. A local needs no quotes in JSON.
    const path = `${variable}_path`;
    new TerraformLocal(this.scopes.variables, path, `\${trimprefix(var.${variable}, "/")}`);
    return `\${local.${path}}`;
  }
}

/** `shop_db_password` for `/shop/db-password`. */
function snakeCase(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/^alias\//, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return `${/^[a-z]/.test(words) ? '' : 'x_'}${words}`;
}
