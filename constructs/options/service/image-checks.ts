import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { imageWord } from '../image-name';
import {
  type Fields,
  serviceIssues,
  suggestClosest,
  type ValidationIssues,
} from '../validation-issues';
import type { RouteOptions } from './route-options';
import { formatRoute, resolveRoute } from './routes';
import type { ServiceOptions } from './service-options';

/** Docker's grammar of image names: registry, path, then a tag, a digest or both. */
export const imageReference =
  /^([a-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/**
 * Validates an image.
 *
 * @param referenceField the field that contains the reference, for messages.
 */
export function checkImage(
  issues: ValidationIssues,
  image: unknown,
  referenceField = 'image.reference',
): void {
  const example = "write for example { folder: 'containers/api' } or { reference: 'nginx:1.30' }";
  if (!issues.object('image', image, ['folder', 'reference'], example)) return;
  const { folder, reference } = image;
  if ((folder === undefined) === (reference === undefined)) {
    const suggestion = "write { folder: 'containers/api' }";
    issues.add('image must have either a folder or a reference', image, suggestion);
  } else if (folder !== undefined) {
    checkFolder(issues, 'image.folder', folder, 'Dockerfile');
  } else if (typeof reference !== 'string' || !imageReference.test(reference)) {
    issues.add(`${referenceField} must be an image name`, reference);
  } else if (
    !/:[\w.-]+$/.test(reference.replace(/^[^/]*:\d+\//, '')) ||
    /:latest$/.test(reference)
  ) {
    const rule = `${referenceField} must have a version: a tag other than latest, or a digest`;
    issues.add(rule, reference, `write "${reference.replace(/:latest$/, '')}:<version>"`);
  }
}

interface ImageOwner {
  readonly name: string;
  readonly folder: string;
  readonly architecture: string;
}

/** Validates that images of different folders have different names, and that each is built for a single architecture. */
export function checkImagesTogether(services: readonly ServiceOptions[], all: string[]): void {
  const owners = new Map<string, ImageOwner>();
  for (const { name, image: own, sidecars = [], architecture = 'x86_64' } of services) {
    const issues = serviceIssues(name, all);
    for (const image of [own, ...sidecars.map((sidecar) => sidecar.image)]) {
      if (!('folder' in image)) continue;
      const { folder } = image;
      const owner = owners.get(imageWord(folder));
      if (owner && owner.folder !== folder) {
        issues.report(
          `image.folder ${folder} has the same image name, ${imageWord(folder)}, as ${owner.folder} of service "${owner.name}"; rename one of the folders`,
        );
      } else if (owner && owner.architecture !== architecture) {
        issues.report(
          `image.folder ${folder} is built for ${architecture}, but service "${owner.name}" uses it with ${owner.architecture}; use the same architecture for both`,
        );
      }
      owners.set(imageWord(folder), owner ?? { name, folder, architecture });
    }
  }
}

/** Validates the page of a service. */
export function checkPage(issues: ValidationIssues, page: unknown, service: Fields): void {
  if (page === undefined) return;
  if (!checkFolder(issues, 'page', page, 'index.html')) return;
  const { routes } = service;
  for (const route of Array.isArray(routes) ? routes : [])
    checkReached(issues, String(page), route);
}

/** Validates that the path that the container receives for a route exists in the page's folder. */
function checkReached(
  issues: ValidationIssues,
  page: string,
  options: string | RouteOptions,
): void {
  const path = typeof options === 'string' ? options : options?.path;
  if (typeof path !== 'string' || !/^[\w./~@:+-]*$/.test(path)) return;
  // Another check validates the host.
  const route = resolveRoute(typeof options === 'string' ? path : { ...options, host: undefined });
  if (route.stripPrefix || route.prefix === '') return;
  const file = join(page, route.prefix);
  if (isFile(file) || isFile(join(file, 'index.html'))) return;
  issues.report(
    `route "${formatRoute(route)}" arrives as ${route.prefix}, but ${file} does not exist; set stripPrefix: true to serve ${page}/index.html`,
  );
}

/** Whether `folder` is in the project and contains `file`; adds an issue if not. */
function checkFolder(
  issues: ValidationIssues,
  field: string,
  folder: unknown,
  file: string,
): boolean {
  if (typeof folder !== 'string' || !isInside(folder)) {
    const rule = `${field} must be a folder below the project's root folder, of letters, digits, spaces and . _ -`;
    const better = typeof folder === 'string' ? normalize(folder).replace(/\/$/, '') : '';
    issues.add(rule, folder, isInside(better) ? `write "${better}"` : undefined);
    return false;
  }
  if (isFile(join(folder, file))) return true;
  issues.add(`${field} must be a folder with ${file}`, folder, suggestFolder(folder, file));
  return false;
}

function isInside(folder: string): boolean {
  return /^[\w-][\w. -]*(\/[\w-][\w. -]*)*$/.test(folder);
}

function suggestFolder(folder: string, file: string): string {
  if (isFile(folder)) return `write "${dirname(folder)}"`;
  const parent = dirname(folder);
  const candidates = namesIn(parent)
    .map((name) => join(parent, name))
    .filter((path) => isFile(join(path, file)));
  return candidates.length > 0
    ? suggestClosest(folder, candidates)
    : `create ${join(folder, file)}`;
}

/** Whether the Dockerfile of a folder has a health check. */
export function hasHealthCheck(folder: string): boolean {
  const lines = readFileSync(join(folder, 'Dockerfile'), 'utf8').match(/^\s*HEALTHCHECK\s+\S+/gim);
  return lines !== null && !/NONE$/i.test(lines.at(-1) ?? '');
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
