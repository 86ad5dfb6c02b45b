import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/** Committed file in which the providers of a stack are pinned; `npm run lock` writes it. */
export function lockFileOf(stack: string): string {
  return `locks/${stack}.terraform.lock.hcl`;
}

/** Puts the committed lock files beside their stacks, where `terraform init` looks for them. */
export function copyLockFiles(outdir: string, stacks: readonly string[]): void {
  for (const stack of stacks) {
    const file = lockFileOf(stack);
    if (existsSync(file)) copyFileSync(file, join(outdir, 'stacks', stack, '.terraform.lock.hcl'));
  }
}
