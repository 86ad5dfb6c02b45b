import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../cli/command';
import { loadServices, synth } from '../cli/load-options';
import { Rehearsal } from './rehearsal';
import { endRunning, removeCrashed, runningRehearsals } from './session/cleanup';
import { folderOf, readRecord, type SessionRecord } from './session/session-record';
import { writeEnvironment } from './steps/workspace';

/** Prints how a rehearsal is reached that stays up. */
export function printAccess(rehearsal: Rehearsal, stack: string): void {
  const environment = rehearsal.writeEnvironment();
  const insecure = rehearsal.url.startsWith('https:') ? ' --insecure' : '';
  const addressLines = `Site        ${rehearsal.url}  (any host name leads there: curl${insecure} --header 'Host: shop.example' …)
Test it     npm run smoke -- ${rehearsal.url}
`;
  console.log(`
${stack === 'registry' ? '' : addressLines}Terraform   . ${environment} && terraform -chdir="$REHEARSAL/${stack === 'registry' ? 'fargate' : stack}" plan
Change it   npm run rehearse -- --update
End it      npm run rehearse -- --end`);
}

/** Prints how an account is reached that has nothing in it, and stays up. */
export function printEmptyAccess(id: string, record: SessionRecord): void {
  const environment = writeEnvironment(id, record, `http://${record.frontDoor}`);
  console.log(`
Terraform   . ${environment}
            After that plan, apply and destroy in any folder, in region ${record.region}, do it here, and cannot reach AWS.
            Run terraform init before, in another shell: this one reaches nothing else, no registry either.
Images      docker build --tag <repository_url>:<tag> …  (tasks are containers of this engine: nothing is pushed)
Site        $SITE, with TLS $SECURE_SITE; of more than one the host leads to it:
            curl --header "Host: <DNS name of a load balancer, or of an alias record>" "$SITE"
End it      npm run rehearse -- --end`);
}

/** Copies the stacks anew into the only rehearsal that was left up. */
export async function updateRunning(stacks: readonly string[]): Promise<void> {
  const id = await onlyRunning();
  const record = readRecord(id);
  if (!record) throw new UserError(`${id} is not whole; end it with: npm run rehearse -- --end`);
  if (!hasStacks(id)) {
    throw new UserError(
      'What is up was started with --empty: it has no stack of this project that --update could change; apply your own there',
    );
  }
  const services = await loadServices();
  const written = await synth();
  const present = stacks.filter((name) => written.includes(name));
  const rehearsal = new Rehearsal(id, record, services, present);
  for (const stack of present.filter((name) => name !== 'registry')) {
    console.log(`${stack}: ${await rehearsal.prerequisites(stack)}`);
  }
  rehearsal.writeEnvironment();
  console.log('It has the description as it is now; images that are new to it are not built.');
}

/** Whether stacks were copied into a rehearsal: the registry is one of them, whatever is rehearsed. */
function hasStacks(id: string): boolean {
  return existsSync(join(folderOf(id), 'registry'));
}

/**
 * Prints the path of the file that a shell reads to reach the only rehearsal that was left up; where there is not one,
 * of a file that leads it nowhere: the shell goes on after the error, and must not do so with the user's credentials.
 */
export async function printEnvironmentFile(): Promise<void> {
  try {
    console.log(join(folderOf(await onlyRunning()), 'environment'));
  } catch (error) {
    console.log(join(__dirname, 'no-aws.sh'));
    throw error;
  }
}

/** Name of the only rehearsal that was left up. */
async function onlyRunning(): Promise<string> {
  const running = await runningRehearsals();
  const [id] = running;
  if (id !== undefined && running.length === 1) return id;
  throw new UserError(
    running.length === 0
      ? 'No rehearsal was left up; start one with: npm run rehearse -- fargate --keep, or an account with nothing in it with: npm run rehearse -- --empty'
      : `More than one rehearsal is up: ${running.map((name) => `${folderOf(name)}/environment`).join(', ')}`,
  );
}

/** Takes down what this project has left up, and what crashed. */
export async function endRehearsals(): Promise<void> {
  const ended = [...(await endRunning()), ...(await removeCrashed())];
  for (const id of ended) console.log(`Removed ${id}`);
  if (ended.length === 0) console.log('There was nothing to take down.');
  else if (process.env.REHEARSAL) console.log('This shell still points at it; go on in a new one.');
}
