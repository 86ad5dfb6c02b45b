import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from './record';

/**
 * What the emulator refused because of the order in which it was asked, as AWS does: a cluster with hosts, a capacity provider in
 * use. Terraform asks again for minutes, so that on AWS it would hang, and here nobody would see it.
 *
 * @param id name of the rehearsal.
 */
export function refusals(id: string): string[] {
  const lines = readFileSync(join(folderOf(id), 'host.log'), 'utf8').split('\n');
  return [...new Set(lines.filter((line) => line.startsWith('refused: ')))];
}
