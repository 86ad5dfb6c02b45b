import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Interrupted, UserError } from '../../cli/command';
import { folderOf } from '../session/session-record';

/**
 * Does what destroys, and looks for what the emulator refused meanwhile because of the order in which it was asked, as AWS does:
 * a cluster with hosts, a capacity provider in use. Terraform asks again for minutes, so that on AWS it would hang, and here
 * nobody would see it.
 *
 * @param id name of the rehearsal.
 * @throws UserError that says what was refused, after that of the work itself.
 */
export async function inOrder<T>(id: string, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    if (refusals(id).length === 0) return result;
  } catch (error) {
    const isInterrupted = error instanceof Interrupted;
    if (isInterrupted || !(error instanceof UserError) || refusals(id).length === 0) throw error;
    throw new UserError(`${error.message}\n${formatRefusals(id)}`);
  }
  throw new UserError(formatRefusals(id));
}

function formatRefusals(id: string): string {
  return `The order was wrong; on AWS it would hang\n  ${refusals(id).join('\n  ')}`;
}

function refusals(id: string): string[] {
  const lines = readFileSync(join(folderOf(id), 'host.log'), 'utf8').split('\n');
  return [...new Set(lines.filter((line) => line.startsWith('refused: ')))];
}
