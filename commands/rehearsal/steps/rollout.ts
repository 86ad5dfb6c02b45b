import { setTimeout as sleep } from 'node:timers/promises';
import { imageVariable } from '../../../constructs/options/image-name';
import { builtFolders } from '../../../constructs/options/service/containers';
import type { ResolvedService } from '../../../constructs/options/service/resolve-services';
import { runChild } from '../../cli/child-process';
import { UserError } from '../../cli/command';
import type { BuiltImage } from '../../docker/image-build';
import { requestTable } from '../../http/request-table';
import type { Terraform } from '../../terraform/terraform';
import type { EcsServices } from '../aws/ecs-services';
import { allAnswered, LoadGenerator } from './load-generator';

/** What a rollout is tried on. */
export interface RolloutContext {
  readonly terraform: Terraform;
  readonly ecs: EcsServices;

  /** URL of the load balancer. */
  readonly url: string;
  readonly image: BuiltImage;

  /** The image in the engine, under the name that its repository has. */
  readonly reference: string;

  /** Tags that Terraform has been given so far, by their variables. */
  readonly tags: Record<string, string>;

  /** Whether an apply waits for its services, and must fail where one is rolled back. */
  readonly waits: boolean;

  /** The services that run the image. */
  readonly services: readonly ResolvedService[];
}

/** Clients for each service. */
const clients = 2;

const steadySeconds = 90;

/**
 * Applies another image while requests come in.
 *
 * @throws UserError where one is lost.
 */
export async function rollOut(
  context: RolloutContext,
  tag: string,
  signal: AbortSignal,
): Promise<string> {
  const { terraform, ecs, image, tags } = context;
  await derive(context, tag, [`LABEL magicnight.rehearsal=${tag}`], signal);
  return underLoad(context, async () => {
    tags[imageVariable(image.name)] = tag;
    await terraform.apply(tags);
    await ecs.untilSteady(steadySeconds, signal);
    const current = await ecs.describe();
    const failed = current.filter((service) => service.deployments.length !== 1);
    if (failed.length > 0) throw new UserError(`${tag} was not rolled out`);
  });
}

/**
 * Applies an image that ends at its start while requests come in: ECS must go back to the one before. Afterwards all is
 * as it was before the first rollout.
 */
export async function rollBack(context: RolloutContext, signal: AbortSignal): Promise<string> {
  const { terraform, ecs, image, tags } = context;
  const services = context.services.filter((service) => endsWith(service, image));
  const names = services.map(({ name }) => name);
  const definitions = async () =>
    (await ecs.describe())
      .filter(({ serviceName }) => names.includes(serviceName))
      .map(({ serviceName, taskDefinition }) => `${serviceName}: ${taskDefinition}`);
  const before = await definitions();
  await derive(context, 'crash', ['ENTRYPOINT ["/bin/sh", "-c", "exit 1"]', 'CMD []'], signal);
  return underLoad(context, async () => {
    // A stack that waits for its services is told of it; one that does not is done before.
    const isReported = await terraform
      .apply({ ...tags, [imageVariable(image.name)]: 'crash' })
      .then(
        () => false,
        (error: Error) => {
          if (/circuit breaker was triggered/.test(error.message)) return true;
          throw error;
        },
      );
    if (context.waits && !isReported) {
      throw new UserError(
        'an image that ends at its start was rolled back, but the apply succeeded',
      );
    }
    if (!isReported)
      for (const service of services) await untilRolledBack(context, service, signal);
    await ecs.untilSteady(steadySeconds, signal);
    const other = (await definitions()).filter((definition) => !before.includes(definition));
    if (other.length > 0) throw new UserError(`these did not go back: ${other.join(', ')}`);
    // All as it was before the first rollout, so that a plan is empty again.
    await terraform.apply({});
    await ecs.untilSteady(steadySeconds, signal);
  });
}

/** The services whose tasks have an image from Terraform; a pipeline gives the others theirs. */
export function servicesWith(
  services: readonly ResolvedService[],
  { folder }: Pick<BuiltImage, 'folder'>,
): ResolvedService[] {
  return services.filter(
    (service) => builtFolders([service]).includes(folder) && service.deployedBy === 'terraform',
  );
}

/** Whether a task of a service ends when a container with an image does. */
export function endsWith(
  service: ResolvedService,
  { folder }: Pick<BuiltImage, 'folder'>,
): boolean {
  const essential = service.sidecars.filter((sidecar) => sidecar.essential);
  return [service, ...essential].some(({ image }) => 'folder' in image && image.folder === folder);
}

async function underLoad(
  { url, services }: RolloutContext,
  work: () => Promise<void>,
): Promise<string> {
  const rows = requestTable(services).filter(({ reason }) => reason === 'route');
  const loads = rows.map((row) => new LoadGenerator(new URL(url), row, { clients }));
  try {
    await work();
    // What is cut off late must be seen, too.
    await sleep(1_000);
  } catch (error) {
    for (const load of loads) await load.stop();
    throw error;
  }
  const results = await Promise.all(loads.map((load) => load.stop()));
  return allAnswered(results);
}

/** Makes an image that differs from the one at hand by some instructions. */
async function derive(
  { reference }: RolloutContext,
  tag: string,
  instructions: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const name = reference.slice(0, reference.lastIndexOf(':'));
  const input = [`FROM ${reference}`, ...instructions, ''].join('\n');
  // The classic builder: BuildKit would look for the base image in its registry.
  const env = { ...process.env, DOCKER_BUILDKIT: '0' };
  const args = ['build', '--quiet', '--force-rm', '--tag', `${name}:${tag}`, '-'];
  const { code, stderr } = await runChild('docker', args, { input, env, signal });
  if (code !== 0) throw new UserError(`docker build of ${name}:${tag} failed\n${stderr.trim()}`);
}

async function untilRolledBack(
  { ecs }: RolloutContext,
  service: ResolvedService,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + steadySeconds * 1000;
  while (Date.now() < deadline) {
    const services = await ecs.describe();
    const deployments = services.find(
      ({ serviceName }) => serviceName === service.name,
    )?.deployments;
    if (deployments?.some(({ rolloutState }) => rolloutState === 'FAILED')) return;
    await sleep(250, undefined, { signal });
  }
  throw new UserError(
    `service "${service.name}" has an image that ends at its start, but is not rolled back`,
  );
}
