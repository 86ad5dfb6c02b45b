import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHash, contentLabel, tagOf } from '../../constructs/images/content-tag';
import { isStaged, stageContext, stagedParts } from '../../constructs/images/staged-context';
import { imageName, imageVariable } from '../../constructs/options/image-name';
import type { FolderImage } from '../../constructs/options/service/container-options';
import {
  builtImages,
  imageBuild,
  imageVariant,
  isSameBuild,
} from '../../constructs/options/service/image-build';
import { allContainers } from '../../constructs/options/service/resolved-service';
import type { AppManifest } from '../../constructs/synth/manifest';
import { outputOf, runChild } from '../cli/child-process';
import { UserError } from '../cli/command';

/** An image that is built from a folder of the project. */
export interface BuiltImage extends FolderImage {
  /** Without a tag: `acme/api`. */
  readonly name: string;

  /** The Terraform variable for its tag: `image_api`. */
  readonly variable: string;

  /** Derived from what it is built from. */
  readonly tag: string;

  /** The full hash of the content, of which `tag` is the beginning. */
  readonly content: string;

  /** Platform of the tasks on AWS: `linux/amd64`. */
  readonly platform: string;
}

const platforms = { x86_64: 'linux/amd64', arm64: 'linux/arm64' } as const;

/** The images of services that are built from folders, each once, sorted by folder. */
export function imagesOf({
  project,
  services,
}: Pick<AppManifest, 'project' | 'services'>): BuiltImage[] {
  return builtImages(services).map((image) => {
    const { folder } = image;
    const content = contentHash(image);
    // Validation ensures that all services with an image have the same architecture.
    const service = services.find((one) => isBuiltFor(one, image));
    const platform = platforms[service?.architecture ?? 'x86_64'];
    const name = imageName(project, folder);
    const variable = imageVariable(folder, imageVariant(image));
    return { ...image, name, variable, tag: tagOf(content), content, platform };
  });
}

function isBuiltFor(service: AppManifest['services'][number], image: FolderImage): boolean {
  return allContainers(service).some(
    ({ image: own }) => 'folder' in own && isSameBuild(own, image),
  );
}

export interface BuildOptions {
  /**
   * Platform to build for: `linux/amd64`.
   *
   * @default - that of the engine
   */
  readonly platform?: string;
  readonly signal?: AbortSignal;
}

/**
 * Builds an image, unless the engine has it already, and prints the build steps.
 *
 * @returns its reference in the engine.
 * @throws UserError with the output of the build if it fails.
 */
export async function buildImage(image: BuiltImage, options: BuildOptions = {}): Promise<string> {
  const { folder, name, tag, content } = image;
  const { signal } = options;
  // An image for the engine's own platform is shared with the local stack.
  const platform = options.platform === (await enginePlatform()) ? undefined : options.platform;
  const reference = `${name}:${tag}${platform ? `-${platform.replaceAll('/', '-')}` : ''}`;
  if ((await contentOf(reference)) === content) {
    console.log(`  ${reference} is built already`);
    return reference;
  }
  const from = image.target === undefined ? folder : `${folder}, target ${image.target}`;
  console.log(`  building ${reference} from ${from}`);
  const args = ['--tag', reference, '--label', `${contentLabel}=${content}`];
  const lines: string[] = [];
  const onLine = (line: string) => {
    if (
      line !== '' &&
      !/^DEPRECATED: |^ +(Install the buildx|https:\/\/docs.docker.com\/go\/buildx)/.test(line)
    )
      lines.push(line);
    printStep(line);
  };
  if (platform) args.push('--platform', platform);
  const code = await runBuild(image, args, { signal, onLine, onErrorLine: onLine });
  if (code !== 0) {
    const said = lines.join('\n').trim();
    const hint =
      platform && said.includes('exec format error')
        ? `\nThe engine must support ${platform}; see https://docs.docker.com/build/building/multi-platform/#qemu`
        : '';
    throw new UserError(`docker build of ${from} failed\n${said}${hint}`);
  }
  return reference;
}

/** @returns the exit code of docker build. */
async function runBuild(
  image: BuiltImage,
  labels: readonly string[],
  child: Parameters<typeof runChild>[2],
): Promise<number> {
  const { context, target, args } = imageBuild(image);
  const options = ['build', '--force-rm', ...labels];
  if (target !== undefined) options.push('--target', target);
  for (const [name, value] of args) options.push('--build-arg', `${name}=${value}`);
  const settings = { ...child, env: await buildEnvironment() };
  if (!isStaged(image)) return (await runChild('docker', [...options, context], settings)).code;
  const staged = mkdtempSync(join(tmpdir(), 'magicnight-context-'));
  const place = (part: keyof typeof stagedParts) => join(staged, stagedParts[part]);
  try {
    stageContext(image, staged);
    options.push('--file', place('dockerfile'), place('context'));
    return (await runChild('docker', options, settings)).code;
  } finally {
    rmSync(staged, { recursive: true });
  }
}

/** Environment of docker build: BuildKit if this machine has it, otherwise the classic builder. */
async function buildEnvironment(): Promise<NodeJS.ProcessEnv> {
  const hasBuildKit = (await outputOf('docker', ['buildx', 'version'])) !== undefined;
  return {
    ...process.env,
    DOCKER_BUILDKIT: hasBuildKit ? '1' : '0',
    BUILDKIT_PROGRESS: 'plain',
    // Without attestations an image has a single manifest.
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
  };
}

/** Hash of the content from which a local image was built; empty if it has no such label. */
async function contentOf(reference: string): Promise<string> {
  const format = `{{index .Config.Labels "${contentLabel}"}}`;
  return (await outputOf('docker', ['image', 'inspect', '--format', format, reference])) ?? '';
}

async function enginePlatform(): Promise<string> {
  const format = '{{.Server.Os}}/{{.Server.Arch}}';
  return (await outputOf('docker', ['version', '--format', format])) ?? '';
}

/** Prints the start of a build step: `#7 [server 3/5] RUN npm ci` of BuildKit, `Step 3/5 : RUN npm ci` of the classic builder. */
function printStep(line: string): void {
  const [, step, instruction] =
    /^(?:#\d+|Step) \[?(?:[\w./-]+ )*?(\d+\/\d+)(?:\]| :) (.*)/.exec(line) ?? [];
  if (step) console.log(`    ${step} ${instruction}`);
}
