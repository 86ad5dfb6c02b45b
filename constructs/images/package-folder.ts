import { existsSync, realpathSync } from 'node:fs';
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
  const folder = installedFolder(process.cwd()) ?? packageFolder();
  return relative(process.cwd(), join(folder, name)).replaceAll(sep, '/');
}

/**
 * The node_modules/magicnight of a folder or of one above it, if that is this package. pnpm makes it a link to a folder whose
 * name has versions, and may be another one on each machine: the committed snapshot must not have it.
 */
function installedFolder(folder: string): string | undefined {
  const installed = join(folder, 'node_modules', 'magicnight');
  if (existsSync(installed) && realpathSync(installed) === realpathSync(packageFolder()))
    return installed;
  const parent = dirname(folder);
  return parent === folder ? undefined : installedFolder(parent);
}
