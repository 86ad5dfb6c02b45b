import { contentHash, contentLabel, tagOf } from '../../constructs/images/content-tag';
import { imageName } from '../../constructs/options/image-name';
import { builtFolders } from '../../constructs/options/service/containers';
import type { ResolvedService } from '../../constructs/options/service/resolve-services';
import { outputOf, runChild } from '../cli/child-process';
import { UserError } from '../cli/command';

/** An image that is built from a folder of the project. */
export interface BuiltImage {
  readonly folder: string;

  /** Without a tag: `magicnight/api`. */
  readonly name: string;

  /** Follows from the content of the folder. */
  readonly tag: string;

  /** All of what `tag` is the beginning of. */
  readonly content: string;

  /** What the tasks on AWS run on: `linux/amd64`. */
  readonly platform: string;
}

const platforms = { x86_64: 'linux/amd64', arm64: 'linux/arm64' } as const;

/** The images that a description names and that are built from folders, in the order of their folders. */
export function imagesOf(services: readonly ResolvedService[]): BuiltImage[] {
  return builtFolders(services).map((folder) => {
    const content = contentHash(folder);
    // The checks see to it that all services of a folder have the same.
    const service = services.find((service) => builtFolders([service]).includes(folder));
    const platform = platforms[service?.architecture ?? 'x86_64'];
    return { folder, name: imageName(folder), tag: tagOf(content), content, platform };
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
 * Builds an image, unless the engine has it already. Shows the steps of the build.
 *
 * @returns its name with a tag, in the engine.
 * @throws UserError with what the build printed, if it fails.
 */
export async function buildImage(image: BuiltImage, options: BuildOptions = {}): Promise<string> {
  const { folder, name, tag, content } = image;
  const { signal } = options;
  // What the engine builds by itself needs no platform, and is shared with the local stack.
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
        ? `\nThe engine has to run programs for ${platform}: https://docs.docker.com/build/building/multi-platform/#qemu says how`
        : '';
    throw new UserError(`docker build of ${folder} failed\n${said}${hint}`);
  }
  return reference;
}

/** The environment for docker build: BuildKit where this machine has it, else the classic builder. */
async function buildEnvironment(): Promise<NodeJS.ProcessEnv> {
  const hasBuildKit = (await outputOf('docker', ['buildx', 'version'])) !== undefined;
  return {
    ...process.env,
    DOCKER_BUILDKIT: hasBuildKit ? '1' : '0',
    BUILDKIT_PROGRESS: 'plain',
    // One manifest for each image.
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
  };
}

/** From what an image of the engine was built; empty where it does not say so. */
async function contentOf(reference: string): Promise<string> {
  const format = `{{index .Config.Labels "${contentLabel}"}}`;
  return (await outputOf('docker', ['image', 'inspect', '--format', format, reference])) ?? '';
}

async function enginePlatform(): Promise<string> {
  const format = '{{.Server.Os}}/{{.Server.Arch}}';
  return (await outputOf('docker', ['version', '--format', format])) ?? '';
}

/** Prints a step as it begins: `#7 [3/5] RUN npm ci` of BuildKit, `Step 3/5 : RUN npm ci` of the classic builder. */
function printStep(line: string): void {
  const [, step, instruction] =
    /^(?:#\d+|Step) \[?(?:stage-\d+ )?(\d+\/\d+)(?:\]| :) (.*)/.exec(line) ?? [];
  if (step) console.log(`    ${step} ${instruction}`);
}
