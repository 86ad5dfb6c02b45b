import { UserError } from '../cli/command';
import { counted } from '../cli/counted';
import { lastLines, type RunningContainer, stackContainers } from './docker-engine';
import { answers, type ServicePort, silentError, whySilent } from './port-check';
import { isRoot } from './root-images';

/** Terraform addresses of containers that must be replaced for a reason that Terraform does not detect. */
export async function containersToReplace(name: string): Promise<string[]> {
  const containers = await stackContainers(name);
  return containers
    .filter(
      (container) =>
        // Terraform does not rerun a container that has exited, and fails because of its exit code.
        (container.isStep && container.exitCode !== 0) || isCutOff(container, containers),
    )
    .map((container) => `docker_container.${container.name.slice(name.length + 1)}`);
}

/**
 * Whether a container was disconnected from one of its networks, or the container whose network it shares has been restarted
 * since.
 */
export function isCutOff(
  { beside, networks, ownNetworks, startedAt }: RunningContainer,
  containers: readonly RunningContainer[],
): boolean {
  if (beside === undefined) return ownNetworks.some((network) => !networks.includes(network));
  const owner = containers.find(({ id }) => id === beside);
  return owner !== undefined && owner.startedAt > startedAt;
}

/**
 * Waits until all containers of a stack are healthy, and all services answer on their ports. Terraform waits only for most of
 * the containers that it creates, and a health check can succeed while the program listens on another port.
 *
 * @throws UserError that names the containers which are not healthy, or a port on which none answers.
 */
export async function untilHealthy(
  name: string,
  ports: readonly ServicePort[],
  timeoutSeconds: number,
): Promise<void> {
  const started = Date.now();
  const isOver = (seconds: number) => Date.now() > started + seconds * 1000;
  let silent = ports;
  let isSaid = false;
  for (;;) {
    const all = await stackContainers(name);
    const containers = all.filter(({ isStep }) => !isStep);
    const waiting = containers.filter(
      ({ state, health }) => state !== 'running' || health === 'starting',
    );
    const ill = containers.filter(({ health }) => health === 'unhealthy');
    const isUp = ill.length === 0 && waiting.length === 0;
    if (isUp) silent = await silentOf(silent);
    if (isUp && silent.length === 0) {
      const steps = all.length - containers.length;
      const ended = steps === 0 ? '' : `, ${steps} ${steps === 1 ? 'has' : 'have'} completed`;
      console.log(`  ${stateOf(containers, ports)}${ended}`);
      return;
    }
    if (isUp && isOver(timeoutSeconds)) {
      const errors = silent.map((port) => silentError(port, timeoutSeconds));
      throw new UserError((await Promise.all(errors)).join('\n'));
    }
    if (!isUp && (waiting.length === 0 || isOver(timeoutSeconds))) {
      const names = new Set([...ill, ...waiting].map(nameAndState));
      throw new UserError(`Not healthy: ${[...names].join(', ')}`);
    }
    if (isUp && !isSaid && isOver(saidSeconds)) {
      isSaid = true;
      for (const port of silent) {
        const reason = await whySilent(port);
        console.log(`  waiting for ${port.container} to answer on port ${port.port}: ${reason}`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Time after which a port on which no program answers is reported, although the program may still be starting. */
const saidSeconds = 15;

/** The services that do not answer. */
async function silentOf(ports: readonly ServicePort[]): Promise<ServicePort[]> {
  const answered = await Promise.all(ports.map(answers));
  return ports.filter((_, index) => !answered[index]);
}

/** A container without a health check that is not known to answer on a port is only known to run. */
function stateOf(containers: readonly RunningContainer[], ports: readonly ServicePort[]): string {
  const all = `${counted(containers.length, 'container')} ${containers.length === 1 ? 'is' : 'are'} up`;
  const unchecked = containers
    .filter(({ health }) => health === '')
    .map(({ name }) => name)
    .filter((name) => ports.every(({ container }) => container !== name));
  if (unchecked.length === 0) return `${all} and healthy`;
  return `${all}, without a health check: ${unchecked.join(', ')}`;
}

function nameAndState({ name, state, health }: RunningContainer): string {
  if (state === 'paused') return `${name} (paused: docker unpause ${name})`;
  return `${name} (${health || state})`;
}

/** Prints the state and the last log lines of each container that is not healthy. */
export async function printUnhealthy(name: string): Promise<void> {
  for (const each of await stackContainers(name)) {
    const { name: container, state, health, isStep, exitCode, user } = each;
    if (isStep && exitCode === 0) continue;
    // A container without a health check may be running only between two restarts.
    if (state === 'running' && (health === 'healthy' || health === '')) continue;
    const lines = (await lastLines(container, 10)).split('\n');
    // A container that restarts again and again repeats its lines.
    const said = lines.filter((line, index) => line !== lines[index - 1]);
    console.error(`${container} is ${state} ${health}`.trimEnd());
    console.error(said.map((line) => `  ${line}`).join('\n'));
    if (isRoot(user) && isRefused(said.join('\n'))) console.error(`  ${container} ${rootAdvice}`);
  }
}

/** Whether a program says that it may not do what root can do. */
export function isRefused(lines: string): boolean {
  return /operation not permitted|permission denied|set(res|re|e)?[ug]id|setgroups|\bch(own|mod)\b/i.test(
    lines,
  );
}

const rootAdvice =
  "runs as root without Linux capabilities: it cannot change its user, or the owner of files. Set user, for example user: '1000:1000'";
