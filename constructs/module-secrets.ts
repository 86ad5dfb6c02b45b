import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { moduleVariable, quotedText } from './module-variable';
import { shortHash } from './physical-name';
import { parameterName, secretName } from './secret-checks';
import type { SecretDescription } from './secret-description';
import type { ResolvedContainer, Service } from './service';

/** The services of a module, with the names of their secrets by variables: each name once. */
export function secretsByVariables(scope: Construct, services: readonly Service[]): Service[] {
  const names = new SecretNames(scope);
  const named = <T extends ResolvedContainer>(container: T): T => {
    const secrets = Object.entries(container.secrets).map(([variable, secret]) => [
      variable,
      names.named(secret),
    ]);
    return { ...container, secrets: Object.fromEntries(secrets) };
  };
  return services.map((service) => ({
    ...named(service),
    sidecars: service.sidecars.map(named),
  }));
}

class SecretNames {
  private readonly scope: Construct;

  /** Text that stands for a name, by kind and name. */
  private readonly texts = new Map<string, string>();
  private readonly variables = new Set<string>();

  constructor(scope: Construct) {
    this.scope = scope;
  }

  named(description: SecretDescription): SecretDescription {
    const { parameter, secret } = description;
    if (parameter !== undefined) {
      return { ...description, parameter: this.once('parameter', parameter) };
    }
    return secret === undefined
      ? description
      : { ...description, secret: this.once('secret', secret) };
  }

  private once(kind: 'parameter' | 'secret', name: string): string {
    const key = `${kind} ${name}`;
    const text = this.texts.get(key) ?? this.textOf(kind, name);
    this.texts.set(key, text);
    return text;
  }

  private textOf(kind: 'parameter' | 'secret', name: string): string {
    const variable = this.variableOf(kind, name);
    const form = kind === 'parameter' ? parameterName : secretName;
    const what =
      kind === 'parameter' ? 'parameter of Systems Manager' : 'secret of Secrets Manager';
    const text = moduleVariable(this.scope, variable, {
      type: 'string',
      default: name,
      description: `Name of the ${what} that tasks read; it must be there. Environments in one account differ in it.`,
      rules: [
        {
          condition: `can(regex(${quotedText(form.source)}, var.${variable}))`,
          message: `${variable} must be the name of a ${what} such as "${name}", got "\${var.${variable}}".`,
        },
      ],
    });
    if (kind === 'secret') return text;
    // Its ARN has no slash twice; as a local it needs no quotes where it is in JSON.
    new TerraformLocal(this.scope, `${variable}_path`, `\${trimprefix(var.${variable}, "/")}`);
    return `\${local.${variable}_path}`;
  }

  /** `shop_db_password_parameter`; of two names with the same word the second has a hash. */
  private variableOf(kind: string, name: string): string {
    const words = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '');
    const word = `${/^[a-z]/.test(words) ? '' : 'x_'}${words}`;
    const usual = `${word}_${kind}`;
    const variable = this.variables.has(usual) ? `${word}_${shortHash(name)}_${kind}` : usual;
    this.variables.add(variable);
    return variable;
  }
}
