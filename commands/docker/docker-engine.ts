import { outputOf } from '../cli/child-process';
import { UserError } from '../cli/command';

/** What a container of a stack looks like from outside. */
export interface RunningContainer {
  readonly id: string;
  readonly name: string;
  /** `running`, `exited`, `restarting` … */
  readonly state: string;
  /** `healthy`, `unhealthy`, `starting`, or empty if it has no health check. */
  readonly health: string;
  /** Whether it is to end by itself, once its work is done. */
  readonly isStep: boolean;
  /** Code with which it has ended, or 0. */
  readonly exitCode: number;
  /** When it was started, in ms since 1970. */
  readonly startedAt: number;
  /** Id of the container whose network it shares. */
  readonly beside?: string;
  /** Ids of the networks that it is attached to. */
  readonly networks: readonly string[];
  /** Ports of this machine that lead to it. */
  readonly ports: readonly string[];
}

/** @throws UserError if no engine answers. */
export async function requireEngine(): Promise<void> {
  if ((await outputOf('docker', ['version', '--format', '{{.Server.Version}}'])) !== undefined)
    return;
  const client = await outputOf('docker', ['--version']);
  throw new UserError(
    client === undefined
      ? 'Docker is not installed; https://docs.docker.com/engine/install/ says how'
      : 'The Docker Engine does not answer; start it (Docker Desktop, or: sudo systemctl start docker) and check that "docker info" works',
  );
}

/**
 * Where the docker command finds its engine, for programs that know nothing of its contexts.
 *
 * @returns `undefined` if the environment says it already.
 */
async function engineAddress(): Promise<string | undefined> {
  if (process.env.DOCKER_HOST) return undefined;
  const host = await outputOf('docker', [
    'context',
    'inspect',
    '--format',
    '{{.Endpoints.docker.Host}}',
  ]);
  return host || undefined;
}

/** The environment of this process, for programs that know nothing of Docker's contexts. */
export async function engineEnvironment(): Promise<NodeJS.ProcessEnv> {
  const address = await engineAddress();
  return address ? { ...process.env, DOCKER_HOST: address } : process.env;
}

/** The containers of the stack whose names begin with `name`, in the order of their names. */
export async function stackContainers(name: string): Promise<RunningContainer[]> {
  const ids = await idsOf('container', name);
  if (ids.length === 0) return [];
  const text = (await outputOf('docker', ['inspect', '--format', '{{json .}}', ...ids])) ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => described(JSON.parse(line)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The part that is used of what `docker inspect` prints. */
interface Inspected {
  Id: string;
  Name: string;
  State: { Status: string; ExitCode: number; StartedAt: string; Health?: { Status: string } };
  HostConfig: { NetworkMode: string; RestartPolicy: { Name: string } };
  NetworkSettings: {
    Networks: Record<string, { NetworkID: string }>;
    Ports: Record<string, { HostPort: string }[] | null>;
  };
}

function described(inspected: Inspected): RunningContainer {
  const { Id, Name, State, HostConfig, NetworkSettings } = inspected;
  const { Networks, Ports } = NetworkSettings;
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    state: State.Status,
    health: State.Health?.Status ?? '',
    isStep: HostConfig.RestartPolicy.Name !== 'unless-stopped',
    exitCode: State.ExitCode,
    startedAt: Date.parse(State.StartedAt),
    beside: /^container:(.*)/.exec(HostConfig.NetworkMode)?.[1],
    networks: Object.values(Networks).map(({ NetworkID }) => NetworkID),
    ports: Object.values(Ports).flatMap((bindings) =>
      (bindings ?? []).map(({ HostPort }) => HostPort),
    ),
  };
}

/** Id of the network of a stack; `undefined` if there is none. */
export async function networkOf(name: string): Promise<string | undefined> {
  const text = await outputOf('docker', ['network', 'inspect', '--format', '{{.Id}}', name]);
  return text || undefined;
}

/** The last lines that a container printed. */
export async function lastLines(container: string, count: number): Promise<string> {
  const script = `docker logs --tail ${count} "$0" 2>&1`;
  return (await outputOf('sh', ['-c', script, container])) ?? '';
}

/** Removes what is left of a stack: its containers, then its networks. Returns how many of both there were. */
export async function sweep(name: string): Promise<number> {
  const containers = await idsOf('container', name);
  if (containers.length > 0)
    await outputOf('docker', ['rm', '--force', '--volumes', ...containers]);
  const networks = await idsOf('network', name);
  if (networks.length > 0) await outputOf('docker', ['network', 'rm', ...networks]);
  return containers.length + networks.length;
}

/** Removes the images that were built from folders of the project; returns the tags that are gone and that are in use. */
export async function removeProjectImages(): Promise<{ removed: string[]; inUse: string[] }> {
  const format = ['--format', '{{.Repository}}:{{.Tag}}'];
  const text =
    (await outputOf('docker', ['images', '--filter', 'reference=magicnight/*', ...format])) ?? '';
  const tags = text.split('\n').filter((tag) => tag !== '' && !tag.endsWith(':<none>'));
  const removed: string[] = [];
  for (const tag of tags) {
    if ((await outputOf('docker', ['rmi', tag])) !== undefined) removed.push(tag);
  }
  return { removed, inUse: tags.filter((tag) => !removed.includes(tag)) };
}

async function idsOf(kind: 'container' | 'network', name: string): Promise<string[]> {
  const all = kind === 'container' ? ['--all'] : [];
  const args = [kind, 'ls', ...all, '--quiet', '--filter', `label=magicnight.name=${name}`];
  const text = (await outputOf('docker', args)) ?? '';
  return text.split('\n').filter((id) => id !== '');
}
