import { UserError } from '../cli/command';
import { counted } from '../cli/counted';
import { lastLines, type RunningContainer, stackContainers } from './docker-engine';

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
 * Waits until all containers of a stack are healthy. Terraform waits only for most of those that it creates.
 *
 * @throws UserError that names the containers which are not healthy.
 */
export async function untilHealthy(name: string, timeoutSeconds: number): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const all = await stackContainers(name);
    const containers = all.filter(({ isStep }) => !isStep);
    const waiting = containers.filter(
      ({ state, health }) => state !== 'running' || health === 'starting',
    );
    const ill = containers.filter(({ health }) => health === 'unhealthy');
    if (ill.length === 0 && waiting.length === 0) {
      const steps = all.length - containers.length;
      const ended = steps === 0 ? '' : `, ${steps} ${steps === 1 ? 'has' : 'have'} completed`;
      console.log(`  ${stateOf(containers)}${ended}`);
      return;
    }
    if (waiting.length === 0 || Date.now() > deadline) {
      const names = new Set([...ill, ...waiting].map(nameAndState));
      throw new UserError(`Not healthy: ${[...names].join(', ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** A container without a health check is only known to run. */
function stateOf(containers: readonly RunningContainer[]): string {
  const all = `${counted(containers.length, 'container')} ${containers.length === 1 ? 'is' : 'are'} up`;
  const unchecked = containers.filter(({ health }) => health === '').map(({ name }) => name);
  if (unchecked.length === 0) return `${all} and healthy`;
  return `${all}, without a health check: ${unchecked.join(', ')}`;
}

function nameAndState({ name, state, health }: RunningContainer): string {
  if (state === 'paused') return `${name} (paused: docker unpause ${name})`;
  return `${name} (${health || state})`;
}

/** Prints the state and the last log lines of each container that is not healthy. */
export async function printUnhealthy(name: string): Promise<void> {
  for (const { name: container, state, health, isStep, exitCode } of await stackContainers(name)) {
    if (isStep && exitCode === 0) continue;
    // A container without a health check may be running only between two restarts.
    if (state === 'running' && (health === 'healthy' || health === '')) continue;
    const lines = (await lastLines(container, 10)).split('\n');
    // A container that restarts again and again repeats its lines.
    const said = lines.filter((line, index) => line !== lines[index - 1]);
    console.error(`${container} is ${state} ${health}`.trimEnd());
    console.error(said.map((line) => `  ${line}`).join('\n'));
  }
}
