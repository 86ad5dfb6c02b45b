import type { ResolvedService, ResolvedSidecar } from './resolve-services';

/** All containers of a service that are described: its own, and those beside it. */
export function allContainers(
  service: ResolvedService,
): readonly (ResolvedService | ResolvedSidecar)[] {
  return [service, ...service.sidecars];
}

/** The folders from which images are built, each once, in the order of their names. */
export function builtFolders(services: readonly ResolvedService[]): string[] {
  const folders = services
    .flatMap(allContainers)
    .flatMap(({ image }) => ('folder' in image ? [image.folder] : []));
  return [...new Set(folders)].sort();
}

/** The images of a service that are there already: `public.ecr.aws/nginx/nginx:1.30`. */
export function referencedImages(service: ResolvedService): string[] {
  return allContainers(service).flatMap(({ image }) =>
    'folder' in image ? [] : [image.reference],
  );
}
