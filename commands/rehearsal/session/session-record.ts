import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, outputOf } from '../../cli/child-process';

/** What the names of the folders, and so of the rehearsals, begin with. */
export const prefix = 'magicnight-rehearsal-';

/** What a rehearsal writes down of itself, so that it can be found again. */
export interface SessionRecord {
  /** `127.0.0.1:<port>` that Terraform talks to, and where the images seem to be. */
  readonly gateway: string;

  /** Port of the emulator itself. */
  readonly emulator: number;

  /** `127.0.0.1:<port>` that stands for port 80 of the load balancer. */
  readonly frontDoor: string;

  /** `127.0.0.1:<port>` that stands for its port 443. */
  readonly secureDoor: string;
  readonly region: string;

  /** The only key that the gateway takes. */
  readonly accessKey: string;

  /** Folder of the project that is rehearsed. */
  readonly project: string;

  /** Whether it stays up when its command ends. */
  readonly kept: boolean;
}

/** Folder of a rehearsal. */
export function folderOf(id: string): string {
  return join(tmpdir(), id);
}

function recordFile(id: string): string {
  return join(folderOf(id), 'rehearsal.json');
}

/** Number of the process that keeps a rehearsal, or of its emulator. */
export function pidOf(id: string, process: 'host' | 'emulator'): number | undefined {
  try {
    return Number(readFileSync(join(folderOf(id), `${process}.pid`), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Writes down a rehearsal, whole or not at all. */
export function writeRecord(id: string, record: SessionRecord): void {
  const file = recordFile(id);
  writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** What a rehearsal wrote down of itself; `undefined` where it did not come that far. */
export function readRecord(id: string): SessionRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(id), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The ids of stand-ins for what an account must have already, by those that they stand for. */
export function fakeIds(id: string): Map<string, string> {
  const file = fakeIdsFile(id);
  return existsSync(file) ? new Map(JSON.parse(readFileSync(file, 'utf8'))) : new Map();
}

export function writeFakeIds(id: string, ids: ReadonlyMap<string, string>): void {
  writeFileSync(fakeIdsFile(id), JSON.stringify([...ids]));
}

function fakeIdsFile(id: string): string {
  return join(folderOf(id), 'stand-ins.json');
}

/** Names of the rehearsals whose folders are there. */
export function rehearsals(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .sort();
}

/** Whether the process that keeps a rehearsal is there; `undefined` where processes cannot be seen. */
export async function isAlive(id: string): Promise<boolean | undefined> {
  const pid = pidOf(id, 'host');
  if (pid !== undefined && !isRunning(pid)) return false;
  // The number may be another's by now, and the folder may be in another place than ours.
  const commands = await outputOf('ps', ['-A', '-ww', '-o', 'command=']);
  return commands?.includes(`host.ts ${id}`) ?? (pid === undefined ? undefined : true);
}
