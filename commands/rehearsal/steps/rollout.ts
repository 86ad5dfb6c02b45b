import { setTimeout as sleep } from 'node:timers/promises';
import type { ResolvedService } from '../../../constructs/options/service/resolved-service';
import { runChild } from '../../cli/child-process';
import { UserError } from '../../cli/command';
import { requestTable } from '../../http/request-table';
import { UnsteadyServices } from '../aws/ecs-services';
import { allAnswered, LoadGenerator } from './load-generator';
import { endsWith, type RolloutContext } from './rollout-context';

/** Number of clients for each route. */
const clients = 2;

const steadySeconds = 300;

/**
 * Rolls out one changed image at a time. The images take turns, so each is rolled out if `count` is large enough.
 *
 * @param count number of rollouts.
 */
export async function rollOutInTurn(
  contexts: readonly RolloutContext[],
  count: number,
  signal: AbortSignal,
): Promise<string> {
  const results: string[] = [];
  for (let run = 1; run <= count; run++) {
    const context = contexts[(run - 1) % contexts.length];
    if (!context) continue;
    const names = context.services.map(({ name }) => name).join(', ');
    console.log(`  rollout ${run} of ${count}: a changed image of ${names}`);
    results.push(await rollOut(context, `rollout-${run}`, signal));
  }
  return results.join('; ');
}

/**
 * Applies a changed image while requests come in.
 *
 * @throws UserError if a request fails.
 */
async function rollOut(context: RolloutContext, tag: string, signal: AbortSignal): Promise<string> {
  const { terraform, ecs, image, tags } = context;
  await derive(context, tag, [`LABEL magicnight.rehearsal=${tag}`], signal);
  return underLoad(context, async () => {
    tags[image.variable] = tag;
    await terraform.apply(tags);
    await ecs.untilSteady(steadySeconds, signal);
    const failed = (await ecs.describe()).filter(({ deployments }) => deployments.length !== 1);
    if (failed.length > 0) {
      throw new UnsteadyServices(failed, `but image tag ${tag} was not rolled out`);
    }
  });
}

/**
 * Applies an image that exits at its start while requests come in. ECS must roll it back. Afterwards the stack is as it was
 * before the first rollout.
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
    // An apply that does not wait for its services ends before the rollback, and cannot report it.
    const isReported = await terraform.apply({ ...tags, [image.variable]: 'crash' }).then(
      () => false,
      (error: Error) => {
        if (/circuit breaker was triggered/.test(error.message)) return true;
        throw error;
      },
    );
    if (context.waits && !isReported) {
      throw new UserError(
        'an image that exits at its start was rolled back, but the apply succeeded',
      );
    }
    if (!isReported)
      for (const service of services) await untilRolledBack(context, service, signal);
    await ecs.untilSteady(steadySeconds, signal);
    const other = (await definitions()).filter((definition) => !before.includes(definition));
    if (other.length > 0) throw new UserError(`not rolled back: ${other.join(', ')}`);
    // Restores the images from before the first rollout, so that a plan is empty again.
    await terraform.apply({});
    await ecs.untilSteady(steadySeconds, signal);
  });
}

async function underLoad(
  { url, services }: RolloutContext,
  work: () => Promise<void>,
): Promise<string> {
  const rows = requestTable(services).filter(({ reason }) => reason === 'route');
  const loads = rows.map((row) => new LoadGenerator(new URL(url), row, { clients }));
  try {
    await work();
    // Also observe requests that fail late.
    await sleep(1_000);
  } catch (error) {
    for (const load of loads) await load.stop();
    throw error;
  }
  const results = await Promise.all(loads.map((load) => load.stop()));
  return allAnswered(results);
}

/** Builds an image that adds some instructions to the given one. */
async function derive(
  { reference }: RolloutContext,
  tag: string,
  instructions: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const name = reference.slice(0, reference.lastIndexOf(':'));
  const input = [`FROM ${reference}`, ...instructions, ''].join('\n');
  // The classic builder, because BuildKit would look up the base image in its registry.
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
    `service "${service.name}" has an image that exits at its start, but was not rolled back`,
  );
}
