import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import type { SecretOptions } from '../options/service/container-options';
import {
  allContainers,
  type ResolvedContainer,
  type ResolvedService,
} from '../options/service/resolved-service';

/**
 * Values of a service's secrets on this machine. Nothing is read from AWS. Each secret has a fake value, unless a Terraform
 * variable sets its value. The state of the stack then contains that value.
 *
 * Synthesizes a Terraform variable for a service that has secrets.
 */
export class LocalSecrets {
  private readonly variable: string;

  constructor(stack: Construct, service: ResolvedService) {
    const { name } = service;
    this.variable = `secrets_${name.replaceAll('-', '_')}`;
    const names = [
      ...new Set(allContainers(service).flatMap(({ secrets }) => Object.keys(secrets))),
    ].sort();
    if (names.length === 0) return;
    const unknown = `setsubtract(nonsensitive(keys(var.${this.variable})), ${JSON.stringify(names)})`;
    new TerraformVariable(stack, this.variable, {
      type: 'map(string)',
      default: {},
      sensitive: true,
      nullable: false,
      description: `Values of the secrets of ${name} on this machine, by environment variable; all others are "stand-in for …".`,
      validation: [
        {
          condition: `\${length(${unknown}) == 0}`,
          errorMessage: `${this.variable} has unknown keys: \${join(", ", ${unknown})}. The secrets of ${name} are ${names.join(', ')}.`,
        },
      ],
    });
  }

  /** Environment variables in Docker's form. */
  variables({ secrets }: Pick<ResolvedContainer, 'secrets'>): string[] {
    return Object.entries(secrets).map(([name, secret]) => {
      const fallback = JSON.stringify(fakeValue(secret));
      return `${name}=\${lookup(var.${this.variable}, "${name}", ${fallback})}`;
    });
  }
}

function fakeValue(options: SecretOptions): string {
  const { parameter, secret, key = '', versionStage = '', versionId = '' } = options;
  const selectors = [key, versionStage, versionId].join(':').replace(/:+$/, '');
  return `stand-in for ${parameter ?? secret}${selectors === '' ? '' : `:${selectors}`}`;
}
