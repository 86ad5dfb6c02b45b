import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const maxBuffer = 64 * 1024 * 1024;

/** Runs the docker command and returns its output. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run('docker', args, { maxBuffer });
  return stdout.trim();
}

/**
 * Builds the image of a folder under `containers/` with Docker's classic builder; returns its tag. The local stack builds
 * the same folders with BuildKit.
 */
export async function buildImage(
  folder: string,
  tag = `magicnight-test/${folder}`,
): Promise<string> {
  const env = { ...process.env, DOCKER_BUILDKIT: '0' };
  await run('docker', ['build', '--quiet', '--tag', tag, `containers/${folder}`], { env });
  return tag;
}

export interface RunOptions {
  readonly env?: Record<string, string>;
  /** Ports to publish on free ports of 127.0.0.1; default 8080. */
  readonly ports?: number[];
  /** Additional arguments of `docker run`, before the image. */
  readonly args?: string[];
  /** Arguments after the image. */
  readonly command?: string[];
}

/** Options that the stacks use, too: read-only root, no capabilities, no new privileges. */
const hardened = [
  '--read-only',
  '--tmpfs=/tmp',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--label=magicnight.test',
];

const started: Container[] = [];

afterAll(async () => {
  await Promise.all(started.splice(0).map((container) => container.remove()));
});

/** A running container of a test; removed when the test file ends. */
export class Container {
  readonly id: string;

  private constructor(id: string) {
    this.id = id;
  }

  static async start(image: string, options: RunOptions = {}): Promise<Container> {
    const { env = {}, ports = [8080], args = [], command = [] } = options;
    const variables = Object.entries(env).map(([name, value]) => `--env=${name}=${value}`);
    const publish = ports.map((port) => `--publish=127.0.0.1::${port}`);
    const health = args.includes('--no-healthcheck') ? [] : ['--health-interval=1s'];
    const all = [...hardened, ...health, ...publish, ...variables, ...args];
    const container = new Container(await docker('run', '--detach', ...all, image, ...command));
    started.push(container);
    return container;
  }

  /** Starts a container and waits until its own health check passes. */
  static async healthy(image: string, options: RunOptions = {}): Promise<Container> {
    const container = await Container.start(image, options);
    await container.untilHealthy();
    return container;
  }

  async untilHealthy(): Promise<void> {
    for (;;) {
      const state = await this.inspect('{{.State.Status}} {{.State.Health.Status}}');
      if (state === 'running healthy') return;
      if (!state.startsWith('running')) throw new Error(`${state}: ${await this.logs()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  inspect(format: string): Promise<string> {
    return docker('inspect', '--format', format, this.id);
  }

  /** The port on 127.0.0.1 that is mapped to a port of the container. */
  async port(inside: number): Promise<number> {
    const bindings = await docker('port', this.id, String(inside));
    return Number(bindings.split('\n')[0]?.split(':').at(-1));
  }

  async url(inside = 8080): Promise<string> {
    return `http://127.0.0.1:${await this.port(inside)}`;
  }

  /** Standard output and standard error, in that order. */
  async logs(): Promise<string> {
    const { stdout, stderr } = await run('docker', ['logs', this.id], { maxBuffer });
    return stdout + stderr;
  }

  /** Waits until the container exits. Returns its exit code and output. */
  async ended(): Promise<{ code: number; output: string }> {
    const code = Number(await docker('wait', this.id));
    return { code, output: await this.logs() };
  }

  async remove(): Promise<void> {
    // It may have been removed already.
    await docker('rm', '--force', '--volumes', this.id).catch(() => undefined);
  }
}
