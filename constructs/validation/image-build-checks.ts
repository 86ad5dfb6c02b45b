import { contextFiles, ignoreFile } from '../images/build-context';
import { readDockerfile } from '../options/dockerfile';
import type { FolderImage } from '../options/service/container-options';
import { imageBuild } from '../options/service/image-build';
import { allContainers, type ResolvedService } from '../options/service/resolved-service';
import { isSecretName, isSecretValue } from '../options/service/secret-name';

/** Validates that no build reads what a synth or Terraform writes: its tag would be another one after each. */
export function validateContexts(services: readonly ResolvedService[]): string[] {
  return eachBuild(services, (at, image) => {
    const build = imageBuild(image);
    if (build.context !== '.') return [];
    const written = contextFiles(build).flatMap((file) => writtenPattern(file) ?? []);
    if (written.length === 0) return [];
    const patterns = [...new Set(written)].join(', ');
    return [
      `${at}.context is ".", which has files that npm run synth and Terraform write: each run would make another image, and the image could have the state; add to ${ignoreFile(build)}: ${patterns}`,
    ];
  });
}

/** The line of an ignore file for a file that a command writes. */
function writtenPattern(file: string): string | undefined {
  if (file.startsWith('cdktf.out/')) return 'cdktf.out';
  if (/^snapshots\/[^/]+\.tf\.json$/.test(file)) return 'snapshots';
  if (/^terraform\.[^/]+\.tfstate/.test(file)) return '*.tfstate*';
  return undefined;
}

/** Warnings about builds that are valid, but probably not intended. */
export function buildWarnings(services: readonly ResolvedService[]): string[] {
  return eachBuild(services, (at, image) => {
    const build = imageBuild(image);
    const { args, hasOtherSyntax } = readDockerfile(build.dockerfile);
    const warnings = build.args.flatMap(([name, value]) => {
      if (isSecretName(name) || isAwsName(name) || isSecretValue(value)) {
        return `${at}.args.${name} looks like a secret, but anyone who can pull the image can read it in its history; use secrets of the service, or a registry that needs no login`;
      }
      if (hasOtherSyntax || args.has(name) || isPredefined(name)) return [];
      return `${at}.args.${name} has no effect: ${build.dockerfile} has no ARG ${name}; add it there, or remove it here`;
    });
    if (build.context === '.') warnings.push(...unusualFolders(at, image));
    return warnings;
  });
}

function unusualFolders(at: string, image: FolderImage): string[] {
  const build = imageBuild(image);
  const files = contextFiles(build);
  const found = ['.git', 'node_modules'].filter((folder) =>
    files.some((file) => file.startsWith(`${folder}/`)),
  );
  if (found.length === 0) return [];
  const folders = found.join(' and ');
  return [
    `${at}.context is ".", so the image also depends on ${folders} of this machine; add ${found.length > 1 ? 'them' : 'it'} to ${ignoreFile(build)}`,
  ];
}

/** Credentials of the AWS CLI and SDKs. The region is none. */
function isAwsName(name: string): boolean {
  return /^AWS_(?!(DEFAULT_)?REGION$)/i.test(name);
}

/** https://docs.docker.com/reference/dockerfile/#predefined-args */
function isPredefined(name: string): boolean {
  return (
    /^(https?|ftp|no|all)_proxy$/i.test(name) || /^(BUILDKIT_\w+|SOURCE_DATE_EPOCH)$/.test(name)
  );
}

/** Applies a check to each image that is built, with where it is written. */
function eachBuild(
  services: readonly ResolvedService[],
  check: (at: string, image: FolderImage) => string[],
): string[] {
  return services.flatMap((service) =>
    allContainers(service).flatMap((container) => {
      if (!('folder' in container.image)) return [];
      const own = container === service ? '' : `: sidecar "${container.name}"`;
      return check(`services.ts: service "${service.name}"${own}: image`, container.image);
    }),
  );
}
