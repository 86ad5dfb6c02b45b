import { existsSync, readFileSync } from 'node:fs';
import {
  moduleFiles,
  modulesFolder,
  readGeneratedFiles,
} from '../../constructs/synth/generated-files';
import { UserError } from '../cli/command';
import { tarOf } from './archive';

/** A module as it is published. */
export interface ShippedModule {
  readonly name: string;

  /** Its files with the licence of the project, as a tar archive. */
  readonly tar: Buffer;
}

/** What both GitLab (`[-a-z0-9]+`, up to 64 characters) and Terraform (which begins and ends with no hyphen) take for a name. */
const validName = /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/;

/**
 * The modules of the project that is in the working folder; not those that were written by hand.
 *
 * @throws UserError if there is none, or one is not whole.
 */
export function shippedModules(): ShippedModule[] {
  const written = readGeneratedFiles('.');
  const folders = [...written.keys()].filter((file) => file.startsWith(`${modulesFolder}/`));
  const names = [...new Set(folders.map((file) => file.split('/')[1] ?? ''))].sort();
  if (names.length === 0) {
    throw new UserError(
      `There is no module in ${modulesFolder}: write them with npm run synth, and commit them`,
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
    `${modulesFolder}/${name} is no name that GitLab's registry of modules takes: write 1 to 64 lower-case letters, digits and hyphens, with no hyphen at its ends`,
  );
}
