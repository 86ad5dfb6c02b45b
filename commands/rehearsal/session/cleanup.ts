import { existsSync, rmSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, outputOf } from '../../cli/child-process';
import { folderOf, isAlive, pidOf, prefix, readRecord, rehearsals } from './session-record';

/** Time limit for the daemon to remove its rehearsal. */
export const endSeconds = 30;

/** Whether the daemon of a rehearsal has ended, and its folder, if it exists, belongs to this user. */
async function isCrashed(id: string): Promise<boolean> {
  const owner = statSync(folderOf(id), { throwIfNoEntry: false })?.uid ?? userInfo().uid;
  return owner === userInfo().uid && (await isAlive(id)) === false;
}

/**
 * Removes the remains of rehearsals whose daemon has ended. A rehearsal without a folder, for example after a restart of the
 * machine, is removed only if none of its containers runs: it may belong to another user or machine of the same engine.
 *
 * @returns their ids.
 */
export async function removeCrashed(): Promise<string[]> {
  const crashed: string[] = [];
  for (const id of rehearsals()) {
    if (!(await isCrashed(id))) continue;
    await removeAll(id);
    crashed.push(id);
  }
  for (const id of await namesOfContainers()) {
    if (existsSync(folderOf(id)) || (await rehearsalContainers(id, 'running')).length > 0) continue;
    await removeAll(id);
    crashed.push(id);
  }
  return crashed;
}

/** Ends the running rehearsals of this project. Returns their ids. */
export async function endRunning(): Promise<string[]> {
  const ended: string[] = [];
  for (const id of await runningRehearsals()) {
    const pid = pidOf(id, 'host');
    if (pid === undefined) continue;
    process.kill(pid, 'SIGTERM');
    const deadline = Date.now() + endSeconds * 1000;
    while ((await isAlive(id)) && Date.now() < deadline) await sleep(100);
    if (await isAlive(id)) {
      process.kill(pid, 'SIGKILL');
      await removeAll(id);
    }
    ended.push(id);
  }
  return ended;
}

/** Ids of the running rehearsals of this project. */
export async function runningRehearsals(): Promise<string[]> {
  const running: string[] = [];
  for (const id of rehearsals()) {
    const record = readRecord(id);
    const isOurs = record?.kept && record.project === process.cwd();
    if (isOurs && (await isAlive(id))) running.push(id);
  }
  return running;
}

/** Removes everything that a rehearsal has created on this machine: emulator, containers, network, image tags, folder. */
export async function removeAll(id: string): Promise<void> {
  const record = readRecord(id);
  const emulator = pidOf(id, 'emulator');
  const command = await outputOf('ps', ['-ww', '-o', 'command=', '-p', String(emulator)]);
  if (emulator && command?.includes('emulator.py')) {
    process.kill(emulator, 'SIGKILL');
    // The emulator can start containers until it has exited.
    while (isRunning(emulator)) await sleep(50);
  }
  const containers = await rehearsalContainers(id, 'all');
  if (containers.length > 0) {
    await outputOf('docker', ['rm', '--force', '--volumes', ...containers]);
  }
  await outputOf('docker', ['network', 'rm', id]);
  if (record) await untagImages(record.gateway);
  rmSync(folderOf(id), { recursive: true, force: true });
}

/** Ids of the containers of a rehearsal. */
export async function rehearsalContainers(id: string, which: 'all' | 'running'): Promise<string[]> {
  const lines = await listContainers('{{.ID}} {{.Label "ministack.instance"}}', which);
  return lines.filter((line) => line.includes(` ${id}:`)).map((line) => line.split(' ')[0] ?? '');
}

async function namesOfContainers(): Promise<string[]> {
  const labels = await listContainers('{{.Label "ministack.instance"}}', 'all');
  const names = labels.map((label) => label.split(':')[0] ?? '');
  return [...new Set(names.filter((name) => name.startsWith(prefix)))];
}

async function listContainers(format: string, which: 'all' | 'running'): Promise<string[]> {
  const filter = [...(which === 'all' ? ['--all'] : []), '--filter', 'label=ministack.instance'];
  const text = await outputOf('docker', ['ps', ...filter, '--format', format]);
  return (text ?? '').split('\n').filter((line) => line !== '');
}

/** Removes the tags that a rehearsal gave to images. The images keep their own tags. */
async function untagImages(registry: string): Promise<void> {
  const text = await outputOf('docker', ['images', '--format', '{{.Repository}}:{{.Tag}}']);
  // Not filtered by the engine: its filter needs the number of path segments in the repository name.
  const names = (text ?? '').split('\n').filter((name) => name.startsWith(`${registry}/`));
  if (names.length > 0) await outputOf('docker', ['rmi', '--force', ...names]);
}
