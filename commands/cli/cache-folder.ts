import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the commands keep what they download: programs in Python, and the Terraform providers of rehearsals. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'magicnight');
}
