import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from './command';

/**
 * Runs main.ts of the working folder, which synthesizes its app.
 *
 * @throws UserError if there is no main.ts.
 */
export function loadMain(): void {
  const file = resolve('main.ts');
  if (!existsSync(file)) {
    throw new UserError(
      `There is no main.ts in ${process.cwd()}; run this command in the folder of main.ts, or make a project with: npx magicnight init <folder>`,
    );
  }
  require('../../before-cdktf');
  // A checkout runs its own source by the same loader, which must not be there twice.
  if (!__filename.endsWith('.ts')) {
    // Loaded first, because the loader of TypeScript slows down each require after it.
    require('../../constructs');
    require('tsx/cjs/api').register();
  }
  require(file);
}
