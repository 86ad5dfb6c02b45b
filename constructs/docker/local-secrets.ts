import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { allContainers } from '../options/service/containers';
import type { ResolvedContainer, ResolvedService } from '../options/service/resolve-services';
import type { SecretOptions } from '../options/service/secret-options';

/**
 * The values that the secrets of a service have on the laptop. Nothing is read from AWS: each is a stand-in, unless a
 * Terraform variable has a value for it, which is then in the state of the stack.
 *
 * Synthesizes a variable for a service that has secrets.
 */
export class LocalSecrets {
  private readonly variable: string;

  constructor(stack: Construct, service: ResolvedService) {
    const { name } = service;
    this.variable = `secrets_${name.replaceAll('-', '_')}`;
    const known = [
      ...new Set(allContainers(service).flatMap(({ secrets }) => Object.keys(secrets))),
    ].sort();
    if (known.length === 0) return;
    const unknown = `setsubtract(nonsensitive(keys(var.${this.variable})), ${JSON.stringify(known)})`;
    new TerraformVariable(stack, this.variable, {
      type: 'map(string)',
      default: {},
      sensitive: true,
      nullable: false,
      description: `Values for secrets of ${name} on this machine, by their variables; the others are stand-ins.`,
      validation: [
        {
          condition: `\${length(${unknown}) == 0}`,
          errorMessage: `${this.variable} has \${join(", ", ${unknown})}, but the containers of ${name} know ${known.join(', ')} only.`,
        },
      ],
    });
  }

  /** Environment variables in Docker's form. */
  variables({ secrets }: Pick<ResolvedContainer, 'secrets'>): string[] {
    return Object.entries(secrets).map(([name, secret]) => {
      const standIn = JSON.stringify(standInFor(secret));
      return `${name}=\${lookup(var.${this.variable}, "${name}", ${standIn})}`;
    });
  }
}

function standInFor({ parameter, secret, key }: SecretOptions): string {
  return `stand-in for ${parameter ?? secret}${key === undefined ? '' : `:${key}`}`;
}
