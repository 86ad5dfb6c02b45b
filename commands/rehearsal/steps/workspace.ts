import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/command';
import { cacheFolder } from '../../cli/python-tool';
import type { TerraformContext } from '../../terraform/terraform';
import { userAgent } from '../aws/recorded-permissions';
import { folderOf, type SessionRecord } from '../session/session-record';
import type { StackConfiguration } from './configuration';

/**
 * Copies a synthesized stack into the folder of a rehearsal. The copy has a local state instead of the stack's backend, and the
 * emulated account instead of the stack's.
 *
 * @returns how Terraform runs for the copy, with an environment in which AWS cannot be reached.
 */
export function copyStack(stack: string, folder: string, record: SessionRecord): TerraformContext {
  const source = `cdktf.out/stacks/${stack}/cdk.tf.json`;
  if (!existsSync(source)) {
    throw new UserError(`There is no ${source}; write it with: npm run synth`);
  }
  const configuration = JSON.parse(readFileSync(source, 'utf8'));
  // Without either block, the state is a file beside the copy.
  delete configuration.terraform?.backend;
  delete configuration.terraform?.cloud;
  for (const provider of configuration.provider?.aws ?? []) delete provider.allowed_account_ids;
  const copy = join(folder, stack);
  mkdirSync(copy, { recursive: true });
  writeFileSync(join(copy, 'cdk.tf.json'), JSON.stringify(configuration, null, 2));
  return {
    folder: copy,
    environment: rehearsalEnvironment(folder, record),
    initEnvironment: initEnvironment(),
    userAgent: (command) => userAgent(stack, command),
  };
}

/** The copy of a stack, as Terraform reads it. */
export function configurationOf({ folder }: TerraformContext): StackConfiguration {
  return JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
}

/** Replaces ids in the copy of a stack. */
export function replaceInCopy(
  { folder }: TerraformContext,
  ids: ReadonlyMap<string, string>,
): void {
  const file = join(folder, 'cdk.tf.json');
  let text = readFileSync(file, 'utf8');
  // Only whole values are replaced, because parts of addresses may look like ids.
  for (const [id, other] of ids) text = text.replaceAll(`"${id}"`, `"${other}"`);
  writeFileSync(file, text);
}

/** Name of the load balancer of a synthesized stack; none if it has no load balancer of its own. */
export function balancerName(stack: string): string | undefined {
  const [balancer] = Object.values(synthesizedStack(stack).resource?.aws_lb ?? {});
  return balancer && String(balancer.name);
}

/** A stack as the synth has written it, before it is copied. */
export function synthesizedStack(stack: string): StackConfiguration {
  return JSON.parse(readFileSync(`cdktf.out/stacks/${stack}/cdk.tf.json`, 'utf8'));
}

/** Environment of Terraform in a rehearsal, in which neither AWS nor a real state can be reached. */
export function rehearsalEnvironment(folder: string, record: SessionRecord): NodeJS.ProcessEnv {
  const { PATH, LANG } = process.env;
  const { gateway, region, accessKey } = record;
  const endpoint = `http://${gateway}`;
  return {
    PATH,
    LANG,
    // No file of the user is read: neither credentials nor Terraform settings.
    HOME: folder,
    TMPDIR: folder,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: accessKey,
    AWS_SECRET_ACCESS_KEY: accessKey,
    AWS_REGION: region,
    // For version 1 of the AWS CLI.
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    // By default, calls that the emulator does not support are tried 25 times, which looks like a hang.
    AWS_MAX_ATTEMPTS: '2',
    // As a proxy, the gateway refuses all hosts but itself.
    HTTP_PROXY: endpoint,
    HTTPS_PROXY: endpoint,
    // The load balancer ports, and the gateway as endpoint, are reached without a proxy.
    NO_PROXY: '127.0.0.1',
  };
}

/** Environment of `terraform init`, which needs the user's proxy and Terraform settings to download the providers. */
function initEnvironment(): NodeJS.ProcessEnv {
  const { REHEARSAL, TF_CLI_CONFIG_FILE, TF_PLUGIN_CACHE_DIR } = process.env;
  // In a shell that has read the environment of a rehearsal, the proxy is the gateway of that rehearsal.
  const foreign = REHEARSAL ? /^(AWS_|TF_|HTTPS?_PROXY$|NO_PROXY$)/ : /^(AWS|TF)_/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const cache = TF_PLUGIN_CACHE_DIR ?? join(cacheFolder(), 'providers');
  mkdirSync(cache, { recursive: true });
  return {
    ...Object.fromEntries(own),
    TF_CLI_CONFIG_FILE: existsSync(TF_CLI_CONFIG_FILE ?? '') ? TF_CLI_CONFIG_FILE : undefined,
    TF_PLUGIN_CACHE_DIR: cache,
    // The copy has no lock file. By default, Terraform would then download providers that are in the cache.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true',
  };
}

/**
 * Writes the file that a shell reads to reach the emulator.
 *
 * @param url URL of the load balancer on this machine.
 * @returns its path.
 */
export function writeEnvironment(id: string, record: SessionRecord, url: string): string {
  const folder = folderOf(id);
  const file = join(folder, 'environment');
  const urls = { SITE: url, SECURE_SITE: `https://${record.secureDoor}` };
  const environment = { ...rehearsalEnvironment(folder, record), REHEARSAL: folder, ...urls };
  writeFileSync(file, shellLines(environment));
  return file;
}

/** The environment of a rehearsal as shell commands. They also unset all variables of other AWS accounts. */
function shellLines(environment: NodeJS.ProcessEnv): string {
  const own = Object.entries(environment).filter(
    ([name]) => !/^(PATH|LANG|HOME|TMPDIR)$/.test(name),
  );
  return [
    "unset http_proxy https_proxy no_proxy $(env | sed -n 's/^\\([A-Z][A-Z0-9_]*\\)=.*/\\1/p' | grep -E '^(AWS|TF)_' | grep -vE '^TF_(CLI_CONFIG_FILE|PLUGIN_CACHE_DIR)$' || true)",
    ...own.map(([name, value]) => `export ${name}='${value}'`),
    '',
  ].join('\n');
}
