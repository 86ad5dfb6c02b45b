import { pathToFileURL } from 'node:url';

/**
 * Arguments with which Node.js runs another program of this package: the source in a checkout, otherwise the build.
 *
 * @param program its path, from `require.resolve`.
 */
export function programArguments(program: string): string[] {
  return [...loaderArguments(program), program];
}

/** Arguments of Node.js that a program needs besides its path. */
export function loaderArguments(program: string): string[] {
  if (!program.endsWith('.ts')) return [];
  // By its path, because the working folder can be that of another project.
  return ['--import', pathToFileURL(require.resolve('tsx')).href];
}
