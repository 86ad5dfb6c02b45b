import { spawnSync } from 'node:child_process';
import { UserError } from '../../../commands/cli/command';
import type { Competitor } from './competitors';

/** Runs the docker command and returns its output. */
export function docker(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8' });
  if (status !== 0) throw new UserError(`docker ${args.join(' ')} failed\n${stderr}`);
  return stdout.trim();
}

/** Restrictions that the containers of a stack have, too. */
const hardened = [
  '--read-only',
  '--tmpfs=/tmp:mode=1777',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
];

/** A network of containers, all of which `remove` ends. */
export class BenchNetwork {
  private readonly name: string;
  private readonly containers: string[] = [];

  constructor(name: string) {
    this.name = name;
    docker('network', 'create', name);
    process.on('exit', this.remove);
  }

  start({ image, env = {}, command: [program, ...args] = [] }: Competitor, alias?: string): string {
    const options = [
      `--network=${this.name}`,
      ...(alias === undefined ? [] : [`--network-alias=${alias}`]),
      ...hardened,
      // It would cost the processor more than thousands of requests.
      '--no-healthcheck',
      // Some write a line for each request.
      ...['--log-opt=max-size=10m', '--log-opt=max-file=2'],
      ...Object.entries(env).map(([key, value]) => `--env=${key}=${value}`),
      ...(program === undefined ? [] : [`--entrypoint=${program}`]),
    ];
    const id = docker('run', '--detach', ...options, image, ...args);
    this.containers.push(id);
    return id;
  }

  /** Also called when the process ends, because Ctrl-C skips the rest of the program. */
  readonly remove = (): void => {
    process.off('exit', this.remove);
    if (this.containers.length > 0) docker('rm', '--force', '--volumes', ...this.containers);
    docker('network', 'rm', this.name);
  };
}
