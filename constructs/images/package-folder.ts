import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Absolute path of the folder of this package: the nearest one above this file that has a package.json. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/**
 * Path of a folder of this package, relative to the working folder and with slashes: `containers/proxy` in a checkout, and
 * `node_modules/magicnight/containers/proxy` in a project that has installed the package.
 */
export function folderOfPackage(name: string): string {
  return relative(process.cwd(), join(packageFolder(), name)).replaceAll(sep, '/');
}
