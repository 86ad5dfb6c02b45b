import { existsSync, readFileSync } from 'node:fs';
import {
  moduleFiles,
  modulesFolder,
  readGeneratedFiles,
} from '../../constructs/synth/generated-files';
import { UserError } from '../cli/command';
import { tarOf } from './archive';

/** A module to be published. */
export interface ShippedModule {
  readonly name: string;

  /** Tar archive of its files and the project's licence. */
  readonly tar: Buffer;
}

/** Names that both GitLab (`[-a-z0-9]+`, up to 64 characters) and Terraform (no hyphen at the ends) accept. */
const validName = /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/;

/**
 * The generated modules in the working folder.
 *
 * @throws UserError if there are none, or one is incomplete.
 */
export function shippedModules(): ShippedModule[] {
  const written = readGeneratedFiles('.');
  const folders = [...written.keys()].filter((file) => file.startsWith(`${modulesFolder}/`));
  const names = [...new Set(folders.map((file) => file.split('/')[1] ?? ''))].sort();
  if (names.length === 0) {
    throw new UserError(
      `${modulesFolder} has no module: write the modules with npm run synth, and commit them`,
    );
  }
  const licence = existsSync('LICENSE')
    ? [['LICENSE', readFileSync('LICENSE', 'utf8')] as const]
    : [];
  return names.map((name) => {
    requireName(name);
    const files = moduleFiles.map((file) => {
      const path = `${modulesFolder}/${name}/${file}`;
      const text = written.get(path);
      if (text !== undefined) return [file, text] as const;
      throw new UserError(`${path} is missing: write it with npm run synth, and commit it`);
    });
    return { name, tar: tarOf(new Map([...files, ...licence])) };
  });
}

function requireName(name: string): void {
  if (validName.test(name)) return;
  throw new UserError(
    `${modulesFolder}/${name} is not a valid name in GitLab's module registry: use 1 to 64 lower-case letters, digits and hyphens, without a hyphen at the ends`,
  );
}
