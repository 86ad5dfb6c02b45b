import type { ResolvedService } from '../../constructs/options/service/resolved-service';
import { type AppManifest, appliedOnAws, isRegistryStack } from '../../constructs/synth/manifest';
import { UserError } from '../cli/command';
import { type BuiltImage, imagesOf } from '../docker/image-build';
import { AwsClient } from './aws/aws-client';
import { EcsServices } from './aws/ecs-services';
import { comparePermissions } from './aws/recorded-permissions';
import { fakeIds, type SessionRecord, writeFakeIds } from './session/session-record';
import { unprotect } from './steps/deletion-protection';
import { explainApply, explainServices } from './steps/explain-failure';
import { createPrerequisites, prerequisiteNames, prerequisitesOf } from './steps/prerequisites';
import { inOrder } from './steps/refusals';
import { emulatorResidue, engineResidue } from './steps/residue';
import { rollBack, rollOutInTurn } from './steps/rollout';
import {
  endsWith,
  type RolloutContext,
  rolloutContexts,
  waitsForServices,
} from './steps/rollout-context';
import { requireScalingByRequests, scaleOutAndIn } from './steps/scaling';
import { smokeTest } from './steps/smoke';
import { StackCopies } from './steps/stack-copies';
import { tagImages } from './steps/tag-images';
import { replaceInCopy, writeEnvironment } from './steps/workspace';

/** Rehearses a stack on the emulator. Each method is one step, in the order in which they are called. */
export class Rehearsal {
  /** URL of the load balancer on this machine. */
  readonly url: string;
  private readonly id: string;
  private readonly record: SessionRecord;
  private readonly project: string;
  private readonly services: readonly ResolvedService[];
  private readonly client: AwsClient;
  private readonly built: readonly BuiltImage[];
  private readonly stacks: StackCopies;
  private readonly tags: Record<string, string> = {};
  private references: ReadonlyMap<BuiltImage, string> = new Map();
  private ecs?: EcsServices;

  /** @param manifest names the environments; their stacks and registries are copied. */
  constructor(id: string, record: SessionRecord, manifest: AppManifest) {
    const { project, services, environments } = manifest;
    this.id = id;
    this.record = record;
    this.project = project;
    this.services = environments[0]?.services ?? services;
    this.client = new AwsClient(record);
    this.built = imagesOf({ project, services: this.services });
    this.stacks = new StackCopies(appliedOnAws(manifest), id, record);
    const { frontDoor, secureDoor } = record;
    this.url = this.stacks.environmentUrl().startsWith('https:')
      ? `https://${secureDoor}`
      : `http://${frontDoor}`;
  }

  /** Applies a stack. Its state is separate from those of other stacks. */
  async apply(stack: string, signal: AbortSignal): Promise<string> {
    const added = await explainApply(this.client, () => this.stacks.apply(stack, signal));
    return `${added} resources added`;
  }

  /** Applies the registry, which is needed by all other stacks. */
  applyRegistry(signal: AbortSignal): Promise<string> {
    return this.apply(this.stacks.registry(), signal);
  }

  /** Applies the registry and a stack again after a destroy. */
  async applyAll(stack: string, signal: AbortSignal): Promise<string> {
    await this.applyRegistry(signal);
    if (isRegistryStack(stack)) return 'as before';
    await this.images(signal);
    await this.prerequisites(stack);
    const result = await this.apply(stack, signal);
    await this.tasks(signal);
    return result;
  }

  /** Builds the images and tags them with the URLs of their repositories. */
  async images(signal: AbortSignal): Promise<string> {
    const { repositories } = await this.stacks.terraform(this.stacks.registry(), signal).outputs();
    this.references = await tagImages(this.built, repositories as Record<string, string>, signal);
    return `${this.built.length} images`;
  }

  /** Creates fakes of the resources that the account must already have for a stack. */
  async prerequisites(stack: string): Promise<string> {
    const required = prerequisitesOf(
      this.stacks.configuration(stack),
      this.stacks.configuration(this.stacks.registry()),
    );
    const names = prerequisiteNames(required);
    if (names.length === 0) return 'no prerequisites';
    const { region } = this.record;
    const ids = await createPrerequisites(this.client, region, required, fakeIds(this.id));
    writeFakeIds(this.id, ids);
    replaceInCopy(this.stacks.context(stack), ids);
    return `fakes of ${names.join(', ')}`;
  }

  /** Waits until all tasks run. */
  async tasks(signal: AbortSignal): Promise<string> {
    const outputs = await this.terraform(signal).outputs();
    const names = outputs.service_names as string[];
    const ecs = new EcsServices(this.client, String(outputs.cluster_name), names);
    this.ecs = ecs;
    await explainServices(ecs, () => ecs.untilSteady(180, signal));
    const running = (await ecs.describe()).map(({ runningCount }) => runningCount);
    return `${running.reduce((sum, count) => sum + count, 0)} tasks of ${names.length} services run`;
  }

  /** Requests every route through the load balancer, with the request table of `npm run smoke`. */
  async smoke(signal: AbortSignal): Promise<string> {
    const { services, url } = this;
    const host = new URL(this.stacks.environmentUrl().replace(/\$\{.*\}/, 'localhost')).hostname;
    const plain = `http://${this.record.frontDoor}`;
    return explainServices(this.ecs, () => smokeTest({ services, url, plain, host, signal }));
  }

  /** @throws UserError if no service can be scaled in the step `scaling`. */
  requireScaling(): void {
    requireScalingByRequests(this.stacks.configuration(this.stacks.environmentStack()));
  }

  /** Scales a service out and in by requests. */
  async scaling(signal: AbortSignal): Promise<string> {
    const { client, ecs, url, services } = this;
    if (!ecs) throw new Error('no tasks were waited for');
    return explainServices(ecs, () => scaleOutAndIn({ client, ecs, url, services }, signal));
  }

  /** Rolls out changed images, as often as given, while requests come in. */
  async rollouts(count: number, signal: AbortSignal): Promise<string> {
    const contexts = this.rolloutContexts(signal);
    if (contexts.length === 0) return 'no image is built from a folder and rolled out by Terraform';
    return explainServices(this.ecs, () => rollOutInTurn(contexts, count, signal));
  }

  /** Rolls out an image that exits at its start, and expects ECS to roll it back. */
  async rollback(signal: AbortSignal): Promise<string> {
    const context = this.rolloutContexts(signal).find(({ services, image }) =>
      services.some((service) => endsWith(service, image)),
    );
    if (!context) return 'no essential container has an image of this kind';
    return explainServices(this.ecs, () => rollBack(context, signal));
  }

  /** @throws UserError if a second plan is not empty. */
  async secondPlan(signal: AbortSignal): Promise<string> {
    for (const stack of this.stacks.applied()) {
      const changes = await this.stacks.terraform(stack, signal).plan();
      if (changes !== undefined) {
        throw new UserError(`A second plan of stack "${stack}" is not empty\n${changes}`);
      }
    }
    return 'no changes';
  }

  /**
   * Destroys the stacks, the last applied one first.
   *
   * @throws UserError if Terraform tried to delete something that was still in use.
   */
  async destroy(signal: AbortSignal): Promise<string> {
    const { stacks } = this;
    const stack = stacks.environmentStack();
    const [balancer = {}] = Object.values(stacks.configuration(stack).resource?.aws_lb ?? {});
    if (balancer.enable_deletion_protection === true && stacks.applied().includes(stack)) {
      await unprotect(this.client);
      console.log('  deletion protection of the load balancer is switched off');
    }
    let destroyed = 0;
    await inOrder(this.id, async () => {
      for (const applied of stacks.applied().reverse()) {
        destroyed += await stacks.terraform(applied, signal).destroy();
      }
    });
    return `${destroyed} resources destroyed`;
  }

  /** Compares the actions that Terraform called with the permissions of the pipeline's roles. */
  async permissions(stack: string): Promise<string> {
    return comparePermissions(this.id, stack);
  }

  /** @throws UserError if resources or containers of the stacks remain in a state, the emulator or the engine. */
  async nothingLeft(signal: AbortSignal): Promise<string> {
    const left: string[] = [];
    for (const stack of this.stacks.applied()) {
      left.push(...(await this.stacks.terraform(stack, signal).known()));
    }
    left.push(...(await emulatorResidue(this.client, this.project)));
    left.push(...(await engineResidue(this.id, signal)));
    if (left.length > 0) throw new UserError(`Left after the destroy:\n  ${left.join('\n  ')}`);
    return 'states, emulator and engine are empty';
  }

  /** Prepares all stacks, so that the user can continue with Terraform. */
  async ready(signal: AbortSignal): Promise<void> {
    for (const stack of this.stacks.names()) {
      if (this.stacks.applied().includes(stack)) continue;
      await this.prerequisites(stack);
      await this.stacks.init(stack, signal);
    }
  }

  /** Writes the file that a shell reads to reach the emulator. Returns its path. */
  writeEnvironment(): string {
    return writeEnvironment(this.id, this.record, this.url);
  }

  /** Name of the environment. */
  environment(): string {
    return this.stacks.environmentStack();
  }

  /** Terraform of the stack with the services. */
  private terraform(signal: AbortSignal) {
    return this.stacks.terraform(this.stacks.environmentStack(), signal);
  }

  private rolloutContexts(signal: AbortSignal): RolloutContext[] {
    const { ecs, url, stacks, tags, services, references } = this;
    if (!ecs) return [];
    const terraform = this.terraform(signal);
    const waits = waitsForServices(stacks.configuration(stacks.environmentStack()));
    return rolloutContexts({ terraform, ecs, url, tags, waits }, services, references);
  }
}
