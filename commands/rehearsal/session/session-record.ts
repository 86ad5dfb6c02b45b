import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, outputOf } from '../../cli/child-process';

/** Prefix of all rehearsal ids, which are also the names of their folders. */
export const prefix = 'magicnight-rehearsal-';

/** Addresses of a load balancer on this machine. */
export interface Doors {
  /** `127.0.0.1:<port>` for port 80 of the load balancer. */
  readonly frontDoor: string;

  /** `127.0.0.1:<port>` for port 443 of the load balancer. */
  readonly secureDoor: string;
}

/** Content of `rehearsal.json`, by which other commands find a rehearsal. */
export interface SessionRecord extends Doors {
  /** `127.0.0.1:<port>`: the AWS endpoint of Terraform, and the host name of the image registry. */
  readonly gateway: string;

  /** Port of the emulator itself. */
  readonly emulator: number;

  /** Addresses of the load balancer of each environment, if there are several. Elsewhere the host of a request selects one. */
  readonly doors?: Readonly<Record<string, Doors>>;
  readonly region: string;

  /** The only access key that the gateway accepts. */
  readonly accessKey: string;

  /** Folder of the project that is rehearsed. */
  readonly project: string;

  /** Whether it keeps running after its command has ended. */
  readonly kept: boolean;
}

/** Addresses of the load balancer of an environment. */
export function doorsOf(record: SessionRecord, environment: string): Doors {
  return record.doors?.[environment] ?? record;
}

/** Folder of a rehearsal. */
export function folderOf(id: string): string {
  return join(tmpdir(), id);
}

function recordFile(id: string): string {
  return join(folderOf(id), 'rehearsal.json');
}

/** Process id of the daemon of a rehearsal (`host`), or of its emulator. */
export function pidOf(id: string, process: 'host' | 'emulator'): number | undefined {
  try {
    return Number(readFileSync(join(folderOf(id), `${process}.pid`), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Writes the record of a rehearsal atomically. */
export function writeRecord(id: string, record: SessionRecord): void {
  const file = recordFile(id);
  writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Reads the record of a rehearsal; `undefined` if it was not written. */
export function readRecord(id: string): SessionRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(id), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Ids of the fakes of required resources, by the ids or names that they replace. */
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

/** Ids of all rehearsals that have a folder. */
export function rehearsals(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .sort();
}

/** Whether the daemon of a rehearsal runs; `undefined` if processes cannot be listed. */
export async function isAlive(id: string): Promise<boolean | undefined> {
  const pid = pidOf(id, 'host');
  if (pid !== undefined && !isRunning(pid)) return false;
  // The process id may belong to another process by now, and the temporary folder may have changed.
  const commands = await outputOf('ps', ['-A', '-ww', '-o', 'command=']);
  if (commands === undefined) return pid === undefined ? undefined : true;
  // `daemon.js` is that of an installed package; `host.ts`, of an earlier version, may still run.
  return new RegExp(`\\b(?:daemon\\.[jt]s|host\\.ts) ${id}`).test(commands);
}
