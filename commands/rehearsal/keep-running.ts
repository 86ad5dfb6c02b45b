import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRegistryStack } from '../../constructs/synth/manifest';
import { UserError } from '../cli/command';
import { synth } from '../cli/load-options';
import { Rehearsal } from './rehearsal';
import type { RehearsedEnvironment } from './rehearsed-environment';
import { endRunning, removeCrashed, runningRehearsals } from './session/cleanup';
import { folderOf, readRecord, type SessionRecord } from './session/session-record';
import { writeEnvironment } from './steps/workspace';
import { environmentsSubject } from './subject';

/**
 * Prints how to reach a rehearsal that keeps running.
 *
 * @param applied the environments that were applied; none for the registry alone.
 */
export function printAccess(rehearsal: Rehearsal, applied: readonly RehearsedEnvironment[]): void {
  const environment = rehearsal.writeEnvironment();
  const addressLines = applied.map(({ name, url }) => {
    const insecure = url.startsWith('https:') ? ' --insecure' : '';
    return `URL         ${url}  (for any host name: curl${insecure} --header 'Host: shop.example' …)
Test it     npm run smoke -- ${url} --environment ${name}
`;
  });
  const [first] = [...applied, ...rehearsal.environments];
  console.log(`
${addressLines.join('')}Terraform   . ${environment} && terraform -chdir="$REHEARSAL/${first?.name}" plan
Update it   npm run rehearse -- --update
End it      npm run rehearse -- --end`);
}

/** Prints how to reach an empty account that keeps running. */
export function printEmptyAccess(id: string, record: SessionRecord): void {
  const environment = writeEnvironment(id, record, `http://${record.frontDoor}`);
  console.log(`
Terraform   . ${environment}
            Afterwards plan, apply and destroy in any folder use this account, in region ${record.region}, and cannot reach AWS.
            Run terraform init before, in another shell: this one cannot reach the provider registry.
Images      docker build --tag <repository_url>:<tag> …  (tasks run on this Docker Engine: no push is needed)
URL         $SITE, with TLS $SECURE_SITE; the host name selects the load balancer:
            curl --header "Host: <DNS name of a load balancer, or of an alias record>" "$SITE"
End it      npm run rehearse -- --end`);
}

/** Copies the current stacks into the running rehearsal. */
export async function updateRunning(): Promise<void> {
  const id = await onlyRunning();
  const record = readRecord(id);
  if (!record)
    throw new UserError(
      `${id} has no valid rehearsal.json; end it with: npm run rehearse -- --end`,
    );
  if (environmentsOf(id).length === 0) {
    throw new UserError(
      'The running rehearsal was started with --empty, so it has no stack that --update could change; apply your own Terraform there',
    );
  }
  const names = environmentsOf(id);
  const subject = environmentsSubject(names, await synth({ stacks: names }));
  const rehearsal = new Rehearsal(id, record, subject);
  for (const environment of rehearsal.environments) {
    console.log(`${environment.name}: ${await environment.prerequisites()}`);
  }
  rehearsal.writeEnvironment();
  console.log('Updated the stacks of the running rehearsal. New images were not built.');
}

/** Names of the environments of which a rehearsal has copies. */
function environmentsOf(id: string): string[] {
  const entries = readdirSync(folderOf(id), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !isRegistryStack(entry.name))
    .map(({ name }) => name)
    .filter((name) => existsSync(join(folderOf(id), name, 'cdk.tf.json')));
}

/**
 * Prints the path of the file that a shell reads to reach the running rehearsal. If there is none, or more than one, prints
 * the path of a file that disables all access to AWS: the shell continues after the error, and must not do so with the
 * user's credentials.
 */
export async function printEnvironmentFile(): Promise<void> {
  try {
    console.log(join(folderOf(await onlyRunning()), 'environment'));
  } catch (error) {
    console.log(join(__dirname, 'no-aws.sh'));
    throw error;
  }
}

/** Id of the running rehearsal. */
async function onlyRunning(): Promise<string> {
  const running = await runningRehearsals();
  const [id] = running;
  if (id !== undefined && running.length === 1) return id;
  throw new UserError(
    running.length === 0
      ? 'No rehearsal is running; start one with: npm run rehearse -- <environment> --keep, or an empty account with: npm run rehearse -- --empty'
      : `More than one rehearsal is running: ${running.map((name) => `${folderOf(name)}/environment`).join(', ')}`,
  );
}

/** Ends the running rehearsals of this project, and removes the remains of crashed ones. */
export async function endRehearsals(): Promise<void> {
  const ended = [...(await endRunning()), ...(await removeCrashed())];
  for (const id of ended) console.log(`Removed ${id}`);
  if (ended.length === 0) console.log('There was nothing to end.');
  else if (process.env.REHEARSAL)
    console.log('This shell still uses its environment; continue in a new shell.');
}
