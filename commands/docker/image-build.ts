import { contentHash, contentLabel, tagOf } from '../../constructs/images/content-tag';
import { imageName, imageVariable } from '../../constructs/options/image-name';
import { builtFolders } from '../../constructs/options/service/resolved-service';
import type { AppManifest } from '../../constructs/synth/manifest';
import { outputOf, runChild } from '../cli/child-process';
import { UserError } from '../cli/command';

/** An image that is built from a folder of the project. */
export interface BuiltImage {
  readonly folder: string;

  /** Without a tag: `acme/api`. */
  readonly name: string;

  /** The Terraform variable for its tag: `image_api`. */
  readonly variable: string;

  /** Derived from the content of the folder. */
  readonly tag: string;

  /** The full hash of the content, of which `tag` is the beginning. */
  readonly content: string;

  /** Platform of the tasks on AWS: `linux/amd64`. */
  readonly platform: string;
}

const platforms = { x86_64: 'linux/amd64', arm64: 'linux/arm64' } as const;

/** The images of services that are built from folders, sorted by folder. */
export function imagesOf({
  project,
  services,
}: Pick<AppManifest, 'project' | 'services'>): BuiltImage[] {
  return builtFolders(services).map((folder) => {
    const content = contentHash(folder);
    // Validation ensures that all services of a folder have the same architecture.
    const service = services.find((service) => builtFolders([service]).includes(folder));
    const platform = platforms[service?.architecture ?? 'x86_64'];
    const name = imageName(project, folder);
    const variable = imageVariable(folder);
    return { folder, name, variable, tag: tagOf(content), content, platform };
  });
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
  console.log(`  building ${reference} from ${folder}`);
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
  const { code } = await runChild(
    'docker',
    ['build', '--force-rm', ...args, ...(platform ? ['--platform', platform] : []), folder],
    { env: await buildEnvironment(), signal, onLine, onErrorLine: onLine },
  );
  if (code !== 0) {
    const said = lines.join('\n').trim();
    const hint =
      platform && said.includes('exec format error')
        ? `\nThe engine must support ${platform}; see https://docs.docker.com/build/building/multi-platform/#qemu`
        : '';
    throw new UserError(`docker build of ${folder} failed\n${said}${hint}`);
  }
  return reference;
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

/** Prints the start of a build step: `#7 [3/5] RUN npm ci` of BuildKit, `Step 3/5 : RUN npm ci` of the classic builder. */
function printStep(line: string): void {
  const [, step, instruction] =
    /^(?:#\d+|Step) \[?(?:stage-\d+ )?(\d+\/\d+)(?:\]| :) (.*)/.exec(line) ?? [];
  if (step) console.log(`    ${step} ${instruction}`);
}
