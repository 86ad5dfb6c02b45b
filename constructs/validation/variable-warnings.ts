import {
  allContainers,
  type ResolvedContainer,
  type ResolvedService,
} from '../options/service/resolved-service';
import { isSecretName } from '../options/service/secret-name';
import { isSecretArn, secretInstead } from '../options/service/secret-reference';
import { variableField } from '../options/service/variable-checks';

/** Warnings about the environment variables of a service and its sidecars. */
export function variableWarnings(service: ResolvedService): string[] {
  const warnings = allContainers(service).flatMap((container) => [
    ...secretArns(container),
    ...plainSecrets(container),
  ]);
  return warnings.map((warning) => `services.ts: service "${service.name}": ${warning}`);
}

/** Values that are the ARN of a secret: ECS does not replace them. A name such as `DB_SECRET_ARN` says that the ARN is meant. */
function secretArns({ environment }: ResolvedContainer): string[] {
  return Object.entries(environment)
    .filter(
      ([name, value]) => isSecretArn(value) && !/(arn|id|name|path|ref|reference)$/i.test(name),
    )
    .map(
      ([name, value]) =>
        `${variableField('environment', name)} is the ARN of a secret, and the container gets the ARN, not the value; in secrets, ${secretInstead(value)}`,
    );
}

/** Values that look like secrets: stacks, snapshots, states and plans contain them in plain text. */
function plainSecrets({ environment }: ResolvedContainer): string[] {
  return Object.entries(environment)
    .filter(([name, value]) => isSecretName(name) && !isSecretArn(value))
    .map(
      ([name]) =>
        `${variableField('environment', name)} looks like a secret, but is stored in plain text in the stack, its snapshot, its state and its plans; use secrets instead`,
    );
}
