import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PythonTool } from '../../cli/python-tool';
import { type GatewayOptions, keyHeader } from '../aws/gateway';
import { freePort } from '../aws/http-server';
import type { RequestCounts } from '../aws/request-rates';

/** The Python program that emulates AWS. */
export const emulatorTool: PythonTool = {
  name: 'ministack 1.5.33',
  requirements: join(__dirname, 'requirements.txt'),
  probe: 'import docker, hypercorn, ministack.app',
};

export interface EmulatorOptions {
  /** Path of the Python interpreter that has the emulator. */
  readonly python: string;

  /** Id of the rehearsal, and label of its containers. */
  readonly id: string;

  /** Secret that each request must have. */
  readonly key: string;

  /** Folder for the emulator's files. */
  readonly folder: string;
  readonly region: string;

  /** Environment with `PATH` and, where needed, `DOCKER_HOST`. */
  readonly environment: NodeJS.ProcessEnv;
}

const startSeconds = 180;

/**
 * How long the emulator waits for the Docker Engine. By default 10 s: an engine with many containers to start takes longer, and
 * a start that timed out counts as a task that failed.
 */
const dockerSeconds = 120;

/** Process of the AWS emulator, on a free port of 127.0.0.1. */
export class Emulator {
  readonly port: number;
  readonly pid: number;
  private readonly child: ChildProcess;
  private readonly key: string;

  private constructor(child: ChildProcess, port: number, key: string) {
    this.key = key;
    this.child = child;
    this.port = port;
    this.pid = child.pid ?? 0;
  }

  /** Starts the emulator; `untilReady` waits for it. It writes to the output of this process. */
  static async spawn(options: EmulatorOptions): Promise<Emulator> {
    const { python, id, key, folder, region, environment } = options;
    const port = await freePort();
    const env = {
      ...environment,
      HOME: folder,
      TMPDIR: folder,
      STATE_DIR: folder,
      S3_DATA_DIR: `${folder}/s3`,
      // The emulator controls the Docker socket, so other machines and web pages must not reach it.
      BIND_HOST: '127.0.0.1',
      REHEARSAL_KEY: key,
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: region,
      MINISTACK_HOSTNAME: id,
      MINISTACK_DOCKER_TIMEOUT: String(dockerSeconds),
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      // No __pycache__ in the project.
      PYTHONDONTWRITEBYTECODE: '1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    const child = spawn(python, [join(__dirname, 'emulator.py')], {
      cwd: folder,
      env,
      stdio: 'inherit',
    });
    return new Emulator(child, port, key);
  }

  /** Calls `listener` if the emulator exits unexpectedly. */
  onExit(listener: () => void): void {
    this.child.on('exit', listener);
  }

  async stop(): Promise<void> {
    this.child.removeAllListeners('exit');
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const killing = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(killing);
  }

  /** @throws Error if the emulator exits or does not respond in time. */
  async untilReady(): Promise<void> {
    const deadline = Date.now() + startSeconds * 1000;
    const ready = `http://127.0.0.1:${this.port}/_ministack/health`;
    while (
      !(await fetch(ready, { headers: { [keyHeader]: this.key } }).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (this.child.exitCode !== null || this.child.signalCode !== null || this.pid === 0) {
        throw new Error('the emulator exited at its start');
      }
      if (Date.now() > deadline) throw new Error(`the emulator was not ready in ${startSeconds} s`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Number of requests to each target group so far, by the suffix of its ARN. */
export async function countedRequests({
  emulatorPort,
  key,
}: Pick<GatewayOptions, 'emulatorPort' | 'key'>): Promise<RequestCounts> {
  const url = `http://127.0.0.1:${emulatorPort}/_rehearsal/requests`;
  const signal = AbortSignal.timeout(5_000);
  const answer = await fetch(url, { headers: { [keyHeader]: key }, signal });
  const counts = (await answer.json()) as RequestCounts;
  return Object.fromEntries(
    Object.entries(counts).map(([arn, count]) => [arn.slice(arn.indexOf('targetgroup/')), count]),
  );
}
