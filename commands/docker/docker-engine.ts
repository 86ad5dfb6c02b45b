import { contentLabel } from '../../constructs/images/content-tag';
import { outputOf } from '../cli/child-process';
import { UserError } from '../cli/command';

/** A container of a stack, as `docker inspect` describes it. */
export interface RunningContainer {
  readonly id: string;
  readonly name: string;
  /** Id of its image. */
  readonly image: string;
  /** Its user, which can be that of its image: `1000:1000`; empty for root. */
  readonly user: string;
  /** `running`, `exited`, `restarting` … */
  readonly state: string;
  /** `healthy`, `unhealthy`, `starting`, or empty if it has no health check. */
  readonly health: string;
  /** Whether it is expected to exit after its work. */
  readonly isStep: boolean;
  /** Exit code, or 0 while it runs. */
  readonly exitCode: number;
  /** When it was started, in ms since 1970. */
  readonly startedAt: number;
  /** Id of the container whose network it shares. */
  readonly beside?: string;
  /** Ids of the networks that it is attached to. */
  readonly networks: readonly string[];
  /** Ids of the networks that it was created with; none if it shares the network of another container. */
  readonly ownNetworks: readonly string[];
  /** Published ports of this machine. */
  readonly ports: readonly string[];
}

/** @throws UserError if the Docker Engine does not respond. */
export async function requireEngine(): Promise<void> {
  if ((await outputOf('docker', ['version', '--format', '{{.Server.Version}}'])) !== undefined)
    return;
  const client = await outputOf('docker', ['--version']);
  throw new UserError(
    client === undefined
      ? 'Docker is not installed; see https://docs.docker.com/engine/install/'
      : 'The Docker Engine does not respond; start it (Docker Desktop, or: sudo systemctl start docker) and check that "docker info" works',
  );
}

/**
 * Address of the Docker Engine in the current context, for programs that do not support Docker contexts.
 *
 * @returns `undefined` if DOCKER_HOST is set already.
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

/** The environment of this process with DOCKER_HOST, for programs that do not support Docker contexts. */
export async function engineEnvironment(): Promise<NodeJS.ProcessEnv> {
  const address = await engineAddress();
  return address ? { ...process.env, DOCKER_HOST: address } : process.env;
}

/** The containers of a stack, sorted by name. */
export async function stackContainers(name: string): Promise<RunningContainer[]> {
  const ids = await idsOf('container', name);
  if (ids.length === 0) return [];
  const text = (await outputOf('docker', ['inspect', '--format', '{{json .}}', ...ids])) ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => describe(JSON.parse(line)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The fields of `docker inspect` that are used. */
interface Inspected {
  Id: string;
  Name: string;
  Image: string;
  State: { Status: string; ExitCode: number; StartedAt: string; Health?: { Status: string } };
  Config: { User: string; Labels: Record<string, string> | null };
  HostConfig: { NetworkMode: string; RestartPolicy: { Name: string } };
  NetworkSettings: {
    Networks: Record<string, { NetworkID: string }>;
    Ports: Record<string, { HostPort: string }[] | null>;
  };
}

function describe(inspected: Inspected): RunningContainer {
  const { Id, Name, Image, State, Config, HostConfig, NetworkSettings } = inspected;
  const { Networks, Ports } = NetworkSettings;
  const beside = /^container:(.*)/.exec(HostConfig.NetworkMode)?.[1];
  const networks = Config.Labels?.['magicnight.network'];
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Image,
    user: Config.User,
    state: State.Status,
    health: State.Health?.Status ?? '',
    isStep: HostConfig.RestartPolicy.Name !== 'unless-stopped',
    exitCode: State.ExitCode,
    startedAt: Date.parse(State.StartedAt),
    beside,
    networks: Object.values(Networks).map(({ NetworkID }) => NetworkID),
    ownNetworks: beside === undefined && networks ? networks.split(',') : [],
    ports: Object.values(Ports).flatMap((bindings) =>
      (bindings ?? []).map(({ HostPort }) => HostPort),
    ),
  };
}

/** Ids of the networks of a stack. */
export function stackNetworks(name: string): Promise<string[]> {
  return idsOf('network', name);
}

/** The last log lines of a container. */
export async function lastLines(container: string, count: number): Promise<string> {
  const script = `docker logs --tail ${count} "$0" 2>&1`;
  return (await outputOf('sh', ['-c', script, container])) ?? '';
}

/** Removes the remaining containers and networks of a stack. Returns their number. */
export async function sweep(name: string): Promise<number> {
  const containers = await idsOf('container', name);
  if (containers.length > 0)
    await outputOf('docker', ['rm', '--force', '--volumes', ...containers]);
  const networks = await idsOf('network', name);
  if (networks.length > 0) await outputOf('docker', ['network', 'rm', ...networks]);
  return containers.length + networks.length;
}

/** Removes the images that were built from folders of the project. Returns the removed tags and those in use. */
export async function removeProjectImages(
  project: string,
): Promise<{ removed: string[]; inUse: string[] }> {
  // The label tells them from images of a publisher that has the name of the project.
  const filters = ['--filter', `reference=${project}/*`, '--filter', `label=${contentLabel}`];
  const format = ['--format', '{{.Repository}}:{{.Tag}}'];
  const text = (await outputOf('docker', ['images', ...filters, ...format])) ?? '';
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
