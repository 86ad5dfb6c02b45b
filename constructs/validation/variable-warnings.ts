import { healthCheckTest } from '../options/service/health-check-test';
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
  return allContainers(service).flatMap((container) => {
    const warnings = [
      ...secretArns(container),
      ...plainSecrets(container),
      ...droppedVariables(container),
    ];
    const sidecar = container === service ? '' : ` sidecar "${container.name}":`;
    return warnings.map(
      (warning) => `services.ts: service "${service.name}":${sidecar} ${warning}`,
    );
  });
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

/**
 * Shells that start programs without the variables whose names they cannot use themselves. Debian's `sh` is dash, and Alpine's is
 * BusyBox's; Bash, which is `sh` on Amazon Linux, keeps them. POSIX leaves this open:
 * https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html
 */
const droppingShells = ['ash', 'dash', 'sh'];

/**
 * Variables that a shell drops before it starts the program. Whether an image itself starts with a shell is not known here. In a
 * health check, only a line with the name of a variable can need it.
 */
function droppedVariables(container: ResolvedContainer): string[] {
  const { environment, secrets, entryPoint = [], command = [], healthCheck } = container;
  const field = shellIn(entryPoint) ? 'entryPoint' : shellIn(command) ? 'command' : undefined;
  const test = healthCheck ? healthCheckTest(healthCheck.command) : [];
  const line = test[0] === 'CMD-SHELL' || shellIn(test.slice(1)) ? test.join(' ') : '';
  const variables = [
    ...Object.keys(environment).map((name) => ['environment', name] as const),
    ...Object.keys(secrets).map((name) => ['secrets', name] as const),
  ];
  return variables
    .filter(([, name]) => /[.-]/.test(name))
    .flatMap(([record, name]) => {
      const place = field ?? (line.includes(name) ? 'healthCheck.command' : undefined);
      return place === undefined
        ? []
        : [
            `the shell in ${place} drops ${variableField(record, name)}, unless it is Bash, because its name has "." or "-"; start the program without a shell, or use a name of letters, digits and "_"`,
          ];
    });
}

/** Whether a program is started by a shell: `sh -c …`, also behind `tini --`. */
function shellIn(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      droppingShells.includes(word.slice(word.lastIndexOf('/') + 1)) &&
      (index === 0 || /^-\w*c$/.test(words[index + 1] ?? '')),
  );
}
