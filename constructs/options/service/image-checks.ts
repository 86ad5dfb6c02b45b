import { join } from 'node:path';
import { checkFolder, isFile } from '../folder-checks';
import { imageWord } from '../image-name';
import { type Fields, serviceIssues, type ValidationIssues } from '../validation-issues';
import { buildFields, checkBuild } from './build-checks';
import { imageVariant } from './image-build';
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
  const known = ['folder', 'reference', ...buildFields];
  if (!issues.object('image', image, known, example)) return;
  const { folder, reference } = image;
  if ((folder === undefined) === (reference === undefined)) {
    const suggestion = "write { folder: 'containers/api' }";
    issues.add('image must have either a folder or a reference', image, suggestion);
  } else if (folder !== undefined) {
    checkBuild(issues, image);
  } else if (buildFields.some((field) => image[field] !== undefined)) {
    const fields = buildFields.filter((field) => image[field] !== undefined);
    issues.report(
      `image.reference is an image that exists already, so ${fields.join(', ')} ${fields.length > 1 ? 'have' : 'has'} no effect; remove ${fields.length > 1 ? 'them' : 'it'}`,
    );
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

/** Validates that images of different folders have different names, and that each image is built for a single architecture. */
export function checkImagesTogether(services: readonly ServiceOptions[], all: string[]): void {
  const folders = new Map<string, ImageOwner>();
  const builds = new Map<string, ImageOwner>();
  for (const { name, image: own, sidecars = [], architecture = 'x86_64' } of services) {
    const issues = serviceIssues(name, all);
    for (const image of [own, ...sidecars.map((sidecar) => sidecar.image)]) {
      if (!('folder' in image)) continue;
      const { folder } = image;
      const own = { name, folder, architecture };
      const first = folders.get(imageWord(folder)) ?? own;
      folders.set(imageWord(folder), first);
      const key = `${folder}\0${imageVariant(image)}`;
      const owner = builds.get(key) ?? own;
      builds.set(key, owner);
      if (first.folder !== folder) {
        issues.report(
          `image.folder ${folder} has the same image name, ${imageWord(folder)}, as ${first.folder} of service "${first.name}"; rename one of the folders`,
        );
      } else if (owner.architecture !== architecture) {
        issues.report(
          `image.folder ${folder} is built for ${architecture}, but service "${owner.name}" uses it with ${owner.architecture}; use the same architecture for both`,
        );
      }
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
