import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closestTo, type Fields, type Problems } from './problems';

/** Adds what is wrong with the image of a service. */
export function checkImage(problems: Problems, image: unknown): void {
  if (!problems.fields('image', image, ['folder', 'reference'])) return;
  const { folder, reference } = image;
  if ((folder === undefined) === (reference === undefined)) {
    problems.add(
      'image must have either a folder or a reference',
      image,
      "write { folder: 'containers/api' }",
    );
  } else if (folder !== undefined) {
    checkFolder(problems, 'image.folder', folder, 'Dockerfile');
  } else if (typeof reference !== 'string' || !/^[a-z0-9][\w./:@-]*$/.test(reference)) {
    problems.add('image.reference must be the name of an image', reference);
  } else if (
    !/:[\w.-]+$/.test(reference.replace(/^[^/]*:\d+\//, '')) ||
    reference.endsWith(':latest')
  ) {
    const rule =
      'image.reference must say which version, by a tag other than latest or by a digest';
    problems.add(rule, reference, `write "${reference.replace(/:latest$/, '')}:<version>"`);
  }
}

/** Adds what is wrong with the page of a service. */
export function checkPage(problems: Problems, page: unknown, { environment }: Fields): void {
  if (page === undefined) return;
  checkFolder(problems, 'page', page, 'index.html');
  const variables = environment as Fields | undefined;
  if (variables?.INDEX_HTML !== undefined) {
    problems.say('page and environment.INDEX_HTML both give the page; leave one out');
  }
}

/** Adds a problem if `folder` is not inside the project or has no `file`. */
function checkFolder(problems: Problems, field: string, folder: unknown, file: string): void {
  if (typeof folder !== 'string' || !/^[\w-][\w. -]*(\/[\w-][\w. -]*)*$/.test(folder)) {
    const rule = `${field} must be a folder below the project's root folder, without dot segments`;
    problems.add(rule, folder);
    return;
  }
  if (existsSync(join(folder, file))) return;
  const parent = dirname(folder);
  const siblings = existsSync(parent) ? readdirSync(parent).sort() : [];
  const candidates = siblings
    .map((name) => join(parent, name))
    .filter((path) => existsSync(join(path, file)));
  const instead =
    candidates.length > 0 ? closestTo(folder, candidates) : `make ${join(folder, file)}`;
  problems.add(`${field} must be a folder with ${file}`, folder, instead);
}
