import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { outputOf } from '../cli/child-process';
import { UserError } from '../cli/command';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

interface DockerConfig {
  readonly auths?: Record<string, { readonly auth?: string }>;
  readonly credsStore?: string;
  readonly credHelpers?: Record<string, string>;
}

/**
 * Finds the credentials for a registry: `REGISTRY_USER` and `REGISTRY_PASSWORD` if they are set. Otherwise, ECR issues a
 * token for the AWS credentials of this shell, and for other registries the credentials of docker login are used.
 *
 * @returns `undefined` if there are none.
 * @throws UserError if AWS returns no token.
 */
export async function credentialsFor(host: string): Promise<Credentials | undefined> {
  const { REGISTRY_USER: username, REGISTRY_PASSWORD: password } = process.env;
  if (username && password) return { username, password };
  if (username || password) {
    throw new UserError('REGISTRY_USER and REGISTRY_PASSWORD must be set together, or not at all');
  }
  const ecr = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(host);
  return ecr ? ecrCredentials(ecr[2] ?? '', ecr[1] ?? '') : dockerCredentials(host);
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html */
async function ecrCredentials(region: string, account: string): Promise<Credentials> {
  // The SDK's warning about future Node.js versions does not matter for a push.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  // Imported here, because nothing else needs it.
  const { ECRClient, GetAuthorizationTokenCommand } = await import('@aws-sdk/client-ecr');
  try {
    const client = new ECRClient({ region });
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
    const token = Buffer.from(
      authorizationData?.[0]?.authorizationToken ?? '',
      'base64',
    ).toString();
    const [username = '', ...password] = token.split(':');
    return { username, password: password.join(':') };
  } catch (error) {
    throw new UserError(
      `AWS returned no token for the registry of account ${account} in ${region}: ${(error as Error).message}`,
    );
  }
}

async function dockerCredentials(host: string): Promise<Credentials | undefined> {
  const file = join(process.env.DOCKER_CONFIG || join(homedir(), '.docker'), 'config.json');
  if (!existsSync(file)) return undefined;
  const { auths = {}, credHelpers = {}, credsStore }: DockerConfig = parsed(file);
  const helper = credHelpers[host] ?? credsStore;
  if (helper) return helperCredentials(helper, host);
  const [username = '', ...password] = Buffer.from(auths[host]?.auth ?? '', 'base64')
    .toString()
    .split(':');
  return username ? { username, password: password.join(':') } : undefined;
}

function parsed(file: string): DockerConfig {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** https://github.com/docker/docker-credential-helpers#development */
async function helperCredentials(helper: string, host: string): Promise<Credentials | undefined> {
  const program = `docker-credential-${helper}`;
  const text = await outputOf(program, ['get'], { input: host });
  if (text === undefined) return undefined;
  try {
    const { Username: username, Secret: password } = JSON.parse(text);
    return { username, password };
  } catch {
    throw new UserError(`${program} get did not return JSON`);
  }
}
