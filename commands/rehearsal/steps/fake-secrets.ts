import type { AwsClient } from '../aws/aws-client';
import type { StackConfiguration } from './configuration';

/** Secrets, parameters and KMS keys that must exist before a stack is applied. */
export interface RequiredSecrets {
  /** Secrets of Secrets Manager, each with the JSON keys that containers read. */
  readonly secrets: readonly { readonly name: string; readonly jsonKeys: readonly string[] }[];

  /** Names of SSM parameters. */
  readonly parameters: readonly string[];

  /** `alias/shop` */
  readonly keyAliases: readonly string[];
}

interface Container {
  readonly secrets?: readonly { readonly valueFrom: string }[];
}

/** Finds what a stack looks up by name, and the SSM parameters of its containers, which it does not look up. */
export function requiredSecrets({ data, resource }: StackConfiguration): RequiredSecrets {
  const sources = Object.values(resource?.aws_ecs_task_definition ?? {})
    .flatMap(({ container_definitions: text }): Container[] => JSON.parse(String(text)))
    .flatMap(({ secrets = [] }) => secrets.map(({ valueFrom }) => valueFrom));
  const secrets = Object.entries(data?.aws_secretsmanager_secret ?? {})
    .filter(([, { name }]) => typeof name === 'string')
    .map(([id, { name }]) => {
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
      const start = `\${data.aws_secretsmanager_secret.${id}.arn}:`;
      const keys = sources
        .filter((source) => source.startsWith(start))
        .map((source) => source.slice(start.length).split(':')[0] ?? '');
      return { name: String(name), jsonKeys: unique(keys.filter((key) => key !== '')) };
    });
  const keyAliases = Object.values(data?.aws_kms_key ?? {})
    .map(({ key_id }) => String(key_id))
    .filter((id) => id.startsWith('alias/'));
  return {
    secrets,
    parameters: unique(sources.flatMap(parameterName)),
    keyAliases: unique(keyAliases),
  };
}

/** Names that identify the fakes. */
export function secretNames({ secrets, parameters, keyAliases }: RequiredSecrets): string[] {
  return [
    ...secrets.map(({ name }) => `secret ${name}`),
    ...parameters.map((name) => `parameter ${name}`),
    ...keyAliases.map((alias) => `key ${alias}`),
  ];
}

/**
 * Creates fakes in the emulator. The value of each fake is the name of the secret or parameter that it replaces.
 *
 * @param isMissing whether a name has no fake yet.
 */
export async function createFakeSecrets(
  client: AwsClient,
  { secrets, parameters, keyAliases }: RequiredSecrets,
  isMissing: (name: string) => boolean,
): Promise<void> {
  for (const { name, jsonKeys } of secrets) {
    const call = { SecretId: name, Name: name, SecretString: fakeSecretValue(name, jsonKeys) };
    // An existing fake may lack a new JSON key.
    const operation = isMissing(`secret ${name}`) ? 'CreateSecret' : 'PutSecretValue';
    await client.json('secretsmanager', `secretsmanager.${operation}`, call);
  }
  for (const Name of parameters) {
    const call = { Name, Value: fakeValue(Name), Type: 'SecureString', Overwrite: true };
    await client.json('ssm', 'AmazonSSM.PutParameter', call);
  }
  for (const AliasName of keyAliases.filter((alias) => isMissing(`key ${alias}`))) {
    const call = { Description: fakeValue(AliasName) };
    const { KeyMetadata: key } = await client.json<{ KeyMetadata: { KeyId: string } }>(
      'kms',
      'TrentService.CreateKey',
      call,
    );
    await client.json('kms', 'TrentService.CreateAlias', { AliasName, TargetKeyId: key.KeyId });
  }
}

function fakeSecretValue(name: string, jsonKeys: readonly string[]): string {
  if (jsonKeys.length === 0) return fakeValue(name);
  const values = jsonKeys.map((key) => [key, fakeValue(`${key} of ${name}`)]);
  return JSON.stringify(Object.fromEntries(values));
}

function fakeValue(name: string): string {
  return `stand-in for ${name}`;
}

/** `/shop/db` for `arn:…:parameter/shop/db`, and `db` for `arn:…:parameter/db`. */
function parameterName(source: string): string[] {
  const name = /:parameter\/(.+)$/.exec(source)?.[1];
  if (name === undefined) return [];
  return [name.includes('/') ? `/${name}` : name];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
