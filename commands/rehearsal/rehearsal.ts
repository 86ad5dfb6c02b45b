import { join } from 'node:path';
import type { ResolvedService } from '../../constructs/options/service/resolve-services';
import { outputOf } from '../cli/child-process';
import { UserError } from '../cli/command';
import { withFileLock } from '../cli/file-lock';
import { cacheFolder } from '../cli/python-tool';
import { type BuiltImage, buildImage, imagesOf } from '../docker/image-build';
import { SilentService } from '../http/until-answers';
import { Terraform, type TerraformContext } from '../terraform/terraform';
import { AwsClient } from './aws/aws-client';
import { EcsServices, UnsteadyServices } from './aws/ecs-services';
import { comparePermissions } from './aws/recorded-permissions';
import { fakeIds, folderOf, type SessionRecord, writeFakeIds } from './session/session-record';
import { unprotect } from './steps/deletion-protection';
import { createPrerequisites, prerequisiteNames, prerequisitesOf } from './steps/prerequisites';
import { inOrder } from './steps/refusals';
import { emulatorResidue, engineResidue } from './steps/residue';
import { endsWith, type RolloutContext, rollBack, rollOut, servicesWith } from './steps/rollout';
import { requireScalingByRequests, scaleOutAndIn } from './steps/scaling';
import { smokeTest, WrongAnswers } from './steps/smoke';
import { configurationOf, copyStack, replaceInCopy, writeEnvironment } from './steps/workspace';

/** One stack on the emulator: each method is a phase, in the order in which they are called. */
export class Rehearsal {
  /** URL of the load balancer, on this machine. */
  readonly url: string;
  private readonly id: string;
  private readonly record: SessionRecord;
  private readonly services: readonly ResolvedService[];
  private readonly client: AwsClient;
  private readonly built: readonly BuiltImage[];
  private readonly contexts: ReadonlyMap<string, TerraformContext>;
  private readonly applied = new Map<string, Terraform>();
  private readonly tags: Record<string, string> = {};
  private readonly references = new Map<BuiltImage, string>();
  private ecs?: EcsServices;

  constructor(
    id: string,
    record: SessionRecord,
    services: readonly ResolvedService[],
    stacks: readonly string[],
  ) {
    this.id = id;
    this.record = record;
    this.services = services;
    this.client = new AwsClient(record);
    // All at once, so that no later synth or edit is mixed in.
    this.built = imagesOf(services);
    this.contexts = new Map(
      stacks.map((stack) => [stack, copyStack(stack, folderOf(id), record)] as const),
    );
    const { frontDoor, secureDoor } = record;
    this.url = this.environmentUrl().startsWith('https:')
      ? `https://${secureDoor}`
      : `http://${frontDoor}`;
  }

  /** Applies a stack with a state of its own. */
  async apply(stack: string, signal: AbortSignal): Promise<string> {
    const terraform = await this.init(stack, signal);
    this.applied.set(stack, terraform);
    const added = await terraform.apply({}).catch(async (error: Error) => {
      const words = await this.wordsOfFailed(error.message);
      throw words.length > 0 ? new UserError([error.message, ...words].join('\n')) : error;
    });
    return `${added} resources added`;
  }

  /** Applies the registry and a stack anew, where they were destroyed. */
  async applyAll(stack: string, signal: AbortSignal): Promise<string> {
    await this.apply('registry', signal);
    if (stack === 'registry') return 'as at first';
    await this.images(signal);
    await this.prerequisites(stack);
    const result = await this.apply(stack, signal);
    await this.tasks(signal);
    return result;
  }

  /** Builds the images and gives them the names that their repositories have. */
  async images(signal: AbortSignal): Promise<string> {
    const outputs = await this.terraform('registry', signal).outputs();
    const repositories = outputs.repositories as Record<string, string>;
    for (const image of this.built) {
      const built = await buildImage(image, { signal });
      const reference = `${repositories[image.name]}:${image.tag}`;
      if ((await outputOf('docker', ['tag', built, reference], { signal })) === undefined) {
        throw new UserError(`docker tag ${built} ${reference} failed`);
      }
      this.references.set(image, reference);
    }
    return `${this.built.length} images`;
  }

  /** Makes stand-ins for what the account of a stack must have already, where there is such a thing. */
  async prerequisites(stack: string): Promise<string> {
    const context = this.context(stack);
    const required = prerequisitesOf(
      configurationOf(context),
      configurationOf(this.context('registry')),
    );
    const names = prerequisiteNames(required);
    if (names.length === 0) return 'nothing has to be there';
    const { region } = this.record;
    const ids = await createPrerequisites(this.client, region, required, fakeIds(this.id));
    writeFakeIds(this.id, ids);
    replaceInCopy(context, ids);
    return `stand-ins for ${names.join(', ')}`;
  }

  /** Waits until all tasks run, and each service answers. */
  async tasks(signal: AbortSignal): Promise<string> {
    const outputs = await this.terraform(this.environmentStack(), signal).outputs();
    const names = outputs.service_names as string[];
    const ecs = new EcsServices(this.client, String(outputs.cluster_name), names);
    this.ecs = ecs;
    await this.explained(() => ecs.untilSteady(60, signal));
    const running = (await ecs.describe()).map(({ runningCount }) => runningCount);
    return `${running.reduce((sum, count) => sum + count, 0)} tasks of ${names.length} services run`;
  }

  /** Every route through the load balancer, by the same table as on the laptop. */
  async smoke(signal: AbortSignal): Promise<string> {
    const { services, url } = this;
    const host = new URL(this.environmentUrl().replace(/\$\{.*\}/, 'localhost')).hostname;
    const plain = `http://${this.record.frontDoor}`;
    return this.explained(() => smokeTest({ services, url, plain, host, signal }));
  }

  /** @throws UserError where `scaling` has nothing to try. */
  requireScaling(): void {
    requireScalingByRequests(configurationOf(this.context('fargate')));
  }

  /** Lets a service grow and shrink under requests. */
  async scaling(signal: AbortSignal): Promise<string> {
    const { client, ecs, url, services } = this;
    if (!ecs) throw new Error('no tasks were waited for');
    return this.explained(() => scaleOutAndIn({ client, ecs, url, services }, signal));
  }

  /** Changes an image some times while requests come in, then sends one that crashes. */
  async rollouts(count: number, signal: AbortSignal): Promise<string> {
    const results: string[] = [];
    const contexts = this.rolloutContexts(signal);
    if (contexts.length === 0) return 'no image is built here and rolled out by Terraform';
    for (let run = 1; run <= count; run++) {
      // In turn, so that each image is changed when there are enough runs.
      const context = contexts[(run - 1) % contexts.length];
      if (!context) continue;
      const names = context.services.map(({ name }) => name).join(', ');
      console.log(`  another image of ${names}, ${run} of ${count}`);
      results.push(await this.explained(() => rollOut(context, `rollout-${run}`, signal)));
    }
    return results.join('; ');
  }

  async rollback(signal: AbortSignal): Promise<string> {
    const context = this.rolloutContexts(signal).find(({ services, image }) =>
      services.some((service) => endsWith(service, image)),
    );
    if (!context)
      return 'no image is built here whose end would end a task that Terraform rolls out';
    return this.explained(() => rollBack(context, signal));
  }

  /** @throws UserError where Terraform would change something again. */
  async secondPlan(signal: AbortSignal): Promise<string> {
    for (const stack of this.applied.keys()) {
      const changes = await this.terraform(stack, signal).plan();
      if (changes !== undefined) {
        throw new UserError(`A second plan of stack "${stack}" is not empty\n${changes}`);
      }
    }
    return 'no changes';
  }

  /**
   * Destroys the stacks, the last one first.
   *
   * @throws UserError where something was asked to go while something else needed it.
   */
  async destroy(signal: AbortSignal): Promise<string> {
    let destroyed = 0;
    const [balancer = {}] = Object.values(
      configurationOf(this.context(this.environmentStack())).resource?.aws_lb ?? {},
    );
    if (balancer.enable_deletion_protection === true && this.applied.has(this.environmentStack())) {
      await unprotect(this.client);
      console.log('  deletion protection of the load balancer is switched off');
    }
    await inOrder(this.id, async () => {
      for (const stack of [...this.applied.keys()].reverse()) {
        destroyed += await this.terraform(stack, signal).destroy();
      }
    });
    return `${destroyed} resources destroyed`;
  }

  /** Whether the roles of the pipeline may do what Terraform did. */
  async permissions(stack: string): Promise<string> {
    return comparePermissions(this.id, stack);
  }

  /** @throws UserError where a state, the emulator or the engine has something left. */
  async nothingLeft(signal: AbortSignal): Promise<string> {
    const left: string[] = [];
    for (const stack of this.applied.keys()) {
      left.push(...(await this.terraform(stack, signal).known()));
    }
    left.push(...(await emulatorResidue(this.client)));
    left.push(...(await engineResidue(this.id, signal)));
    if (left.length > 0) throw new UserError(`Left after the destroy:\n  ${left.join('\n  ')}`);
    return 'neither in the states, nor in the emulator, nor on the engine';
  }

  /** Readies all stacks for a person who goes on with Terraform. */
  async ready(signal: AbortSignal): Promise<void> {
    for (const stack of this.contexts.keys()) {
      if (this.applied.has(stack)) continue;
      await this.prerequisites(stack);
      await this.init(stack, signal);
    }
  }

  /** Writes the file that a shell reads to reach what stays up. Returns its path. */
  writeEnvironment(): string {
    return writeEnvironment(this.id, this.record, this.url);
  }

  /** Readies a copy of a stack; one after the other, for Terraform's cache of providers can be written by one alone. */
  private init(stack: string, signal: AbortSignal): Promise<Terraform> {
    const context = this.context(stack);
    const lock = join(cacheFolder(), 'providers.lock');
    return withFileLock(lock, signal, () => Terraform.init(context, signal));
  }

  private context(stack: string): TerraformContext {
    const context = this.contexts.get(stack);
    if (!context) throw new Error(`stack "${stack}" was not copied`);
    return context;
  }

  /** As the stack says it: on AWS. */
  private environmentUrl(): string {
    return String(configurationOf(this.context(this.environmentStack())).output?.url?.value ?? '');
  }

  /** The stack with the services: that which was applied, or the first that can be. */
  private environmentStack(): string {
    const environment = [...this.applied.keys(), ...this.contexts.keys()].find(
      (name) => name !== 'registry',
    );
    if (environment === undefined) throw new Error('no stack has services');
    return environment;
  }

  private terraform(stack: string, signal: AbortSignal): Terraform {
    const terraform = this.applied.get(stack);
    if (!terraform) throw new Error(`stack "${stack}" was not applied`);
    terraform.signal = signal;
    return terraform;
  }

  /** One for each image that is built here, and that Terraform gives to a service. */
  private rolloutContexts(signal: AbortSignal): RolloutContext[] {
    const { ecs, url } = this;
    if (!ecs) return [];
    const terraform = this.terraform(this.environmentStack(), signal);
    const { resource = {} } = configurationOf(this.context(this.environmentStack()));
    const waits = Object.values(resource.aws_ecs_service ?? {}).some(
      ({ wait_for_steady_state: isWaitedFor }) => isWaitedFor === true,
    );
    return [...this.references].flatMap(([image, reference]) => {
      const services = servicesWith(this.services, image);
      if (services.length === 0) return [];
      return { terraform, ecs, url, image, reference, tags: this.tags, waits, services };
    });
  }

  /** Does something; where services do not come to rest or do not answer, their last lines go with the error. */
  private async explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (
        !(
          error instanceof UnsteadyServices ||
          error instanceof SilentService ||
          error instanceof WrongAnswers
        )
      )
        throw error;
      throw new UserError(`${error.message}\n${await this.lastWords(error.names)}`);
    }
  }

  /** The last lines of services that an apply has waited for in vain, as its error names them. */
  private wordsOfFailed(message: string): Promise<string[]> {
    const arns = message.matchAll(/ECS Service \(arn:[^)]*:service\/([^/)]+)\/([^)]+)\)/g);
    const words = [...arns].map(([, cluster = '', name = '']) =>
      new EcsServices(this.client, cluster, [name]).lastWords(name),
    );
    return Promise.all(words);
  }

  private async lastWords(names: readonly string[]): Promise<string> {
    const words = names.map((name) => this.ecs?.lastWords(name) ?? '');
    return (await Promise.all(words)).join('\n');
  }
}
