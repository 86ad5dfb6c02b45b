import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Interrupted, UserError } from '../../cli/command';
import { folderOf } from '../session/session-record';

/**
 * Runs a destroy, and fails if the emulator refused a deletion that came too early. AWS, too, refuses to delete a cluster
 * with instances, or a capacity provider in use. Terraform then retries for minutes: on AWS the destroy would hang, and here
 * the retry would hide the wrong order.
 *
 * @param id id of the rehearsal.
 * @throws UserError that lists the refused calls, after the error of the destroy itself.
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
  return `Wrong order of deletions, which would hang on AWS\n  ${refusals(id).join('\n  ')}`;
}

function refusals(id: string): string[] {
  const lines = readFileSync(join(folderOf(id), 'host.log'), 'utf8').split('\n');
  return [...new Set(lines.filter((line) => line.startsWith('refused: ')))];
}
