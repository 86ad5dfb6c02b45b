import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../command';
import { folderOf } from './record';

/**
 * Looks for what the emulator refused because of the order in which it was asked, as AWS does: a cluster with hosts, a capacity provider in
 * use. Terraform asks again for minutes, so that on AWS it would hang, and here nobody would see it.
 *
 * @param id name of the rehearsal.
 * @throws UserError that says what was refused.
 */
export function requireOrder(id: string): void {
  const lines = readFileSync(join(folderOf(id), 'host.log'), 'utf8').split('\n');
  const refused = [...new Set(lines.filter((line) => line.startsWith('refused: ')))];
  if (refused.length === 0) return;
  throw new UserError(`The order was wrong; on AWS it would hang\n  ${refused.join('\n  ')}`);
}
