import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { packageFolder } from '../../constructs/images/package-folder';
import type { Choices } from './choices';

/** npm leaves a file .gitignore out of a package. */
const renamed: Readonly<Record<string, string>> = { gitignore: '.gitignore' };

/** Files that pipelines of all projects share, with that of this package. */
const pipelineFiles = ['ci/environment.yml', 'ci/jobs.yml'];

/** Text by path of all files of a new project. */
export function projectFiles({ project, service, ci }: Choices): Map<string, string> {
  const values = { ...packageValues(), project, service };
  const files = new Map<string, string>();
  for (const name of ci === 'gitlab' ? ['project', 'gitlab'] : ['project']) {
    for (const [template, text] of templates(name)) {
      const path = template.replace('containers/web/', `containers/${service}/`);
      // Both have a README.md: that of gitlab is the end of the other.
      files.set(path, (files.get(path) ?? '') + fillIn(text, values));
    }
  }
  if (ci === 'gitlab') {
    for (const path of pipelineFiles) {
      files.set(path, withPackageScripts(readFileSync(join(packageFolder(), path), 'utf8')));
    }
  }
  return files;
}

/** Text by path of the templates in a folder. */
function templates(name: string): [string, string][] {
  const folder = join(packageFolder(), 'templates', name);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((entry) => ({ file: join(folder, entry), path: entry.replaceAll(sep, '/') }))
    .filter(({ file }) => statSync(file).isFile())
    .map(({ file, path }): [string, string] => [renamed[path] ?? path, readFileSync(file, 'utf8')])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Jobs of this repository run the scripts in its folder ci; those of other projects run them from the package. */
function withPackageScripts(pipeline: string): string {
  return pipeline.replace(/^( +- )ci\/([a-z-]+)$/gm, '$1npx magicnight ci $2');
}

/** Replaces `{{name}}`. */
function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(.+?)\}\}/g, (placeholder, name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for ${placeholder} in a template`);
    return value;
  });
}

/** Version of this package, of Node.js, and of the packages that it was tested with, by their names. */
function packageValues(): Record<string, string> {
  const file = join(packageFolder(), 'package.json');
  const { version, engines, dependencies, devDependencies, peerDependencies } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  // A range of the peer dependencies only where no version is exact.
  return { ...peerDependencies, ...devDependencies, ...dependencies, version, node: engines.node };
}
