import type { ResolvedService } from '../../constructs/options/service/resolved-service';
import type { EnvironmentManifest } from '../../constructs/synth/manifest';
import { counted } from '../cli/counted';
import type { BuiltImage } from '../docker/image-build';
import type { AwsClient } from './aws/aws-client';
import { EcsServices } from './aws/ecs-services';
import {
  type Doors,
  doorsOf,
  fakeIds,
  type SessionRecord,
  writeFakeIds,
} from './session/session-record';
import { explainApply, explainServices } from './steps/explain-failure';
import { createPrerequisites, prerequisiteNames, prerequisitesOf } from './steps/prerequisites';
import { rollBack, rollOutInTurn } from './steps/rollout';
import {
  endsWith,
  type RolloutContext,
  rolloutContexts,
  waitsForServices,
} from './steps/rollout-context';
import { scaleOutAndIn, scalesByRequests } from './steps/scaling';
import { smokeTest } from './steps/smoke';
import type { StackCopies } from './steps/stack-copies';
import { timeLimits } from './steps/time-limits';
import { replaceInCopy } from './steps/workspace';

/** What the environments of a rehearsal have in common. */
export interface SharedRehearsal {
  readonly id: string;
  readonly record: SessionRecord;
  readonly client: AwsClient;
  readonly stacks: StackCopies;

  /** Name of the stack with the image repositories. */
  readonly registry: string;
}

/** One environment in a rehearsal. Each method is one step, in the order in which they are called. */
export class RehearsedEnvironment {
  readonly name: string;

  /** URL of the load balancer on this machine. */
  readonly url: string;
  private readonly shared: SharedRehearsal;
  private readonly services: readonly ResolvedService[];
  private readonly doors: Doors;
  private readonly tags: Record<string, string> = {};
  private ecs?: EcsServices;

  constructor(shared: SharedRehearsal, { name, services }: EnvironmentManifest) {
    this.shared = shared;
    this.name = name;
    this.services = services;
    this.doors = doorsOf(shared.record, name);
    const { frontDoor, secureDoor } = this.doors;
    this.url = this.awsUrl().startsWith('https:') ? `https://${secureDoor}` : `http://${frontDoor}`;
  }

  get serviceCount(): number {
    return this.services.length;
  }

  /** Creates fakes of the resources that the account must already have for the stack. */
  async prerequisites(): Promise<string> {
    const { id, record, client, stacks, registry } = this.shared;
    const required = prerequisitesOf(
      stacks.configuration(this.name),
      stacks.configuration(registry),
    );
    const names = prerequisiteNames(required);
    if (names.length === 0) return 'no prerequisites';
    const ids = await createPrerequisites(client, record.region, required, fakeIds(id));
    writeFakeIds(id, ids);
    replaceInCopy(stacks.context(this.name), ids);
    return `fakes of ${names.join(', ')}`;
  }

  async apply(signal: AbortSignal): Promise<string> {
    const { client, stacks } = this.shared;
    const added = await explainApply(client, () => stacks.apply(this.name, signal));
    return `${counted(added, 'resource')} added`;
  }

  /** Waits until all tasks run. */
  async tasks(signal: AbortSignal): Promise<string> {
    const outputs = await this.terraform(signal).outputs();
    const names = outputs.service_names as string[];
    const ecs = new EcsServices(this.shared.client, String(outputs.cluster_name), names);
    this.ecs = ecs;
    await explainServices(ecs, () => ecs.untilSteady(timeLimits(names.length).steady, signal));
    const running = (await ecs.describe()).map(({ runningCount }) => runningCount);
    const tasks = counted(
      running.reduce((sum, count) => sum + count, 0),
      'task',
    );
    const verb = tasks === '1 task' ? 'runs' : 'run';
    return `${tasks} of ${counted(names.length, 'service')} ${verb}`;
  }

  /** Requests every route through the load balancer, with the request table of `npm run smoke`. */
  async smoke(signal: AbortSignal): Promise<string> {
    const { services, url, doors } = this;
    const plain = `http://${doors.frontDoor}`;
    const host = this.awsHost();
    return explainServices(this.ecs, () => smokeTest({ services, url, plain, host, signal }));
  }

  /** Whether a service can be scaled in the step `scaling`. */
  scalesByRequests(): boolean {
    return scalesByRequests(this.shared.stacks.configuration(this.name));
  }

  /** Scales a service out and in by requests. */
  async scaling(signal: AbortSignal): Promise<string> {
    const { ecs, url, services, shared } = this;
    if (!ecs) throw new Error('no tasks were waited for');
    const { client } = shared;
    return explainServices(ecs, () => scaleOutAndIn({ client, ecs, url, services }, signal));
  }

  /**
   * Rolls out changed images, as often as given, while requests come in.
   *
   * @param references the images in the engine.
   */
  async rollouts(count: number, references: References, signal: AbortSignal): Promise<string> {
    const contexts = this.rolloutContexts(references, signal);
    if (contexts.length === 0) return 'no image is built from a folder and rolled out by Terraform';
    return explainServices(this.ecs, () => rollOutInTurn(contexts, count, signal));
  }

  /** Rolls out an image that exits at its start, and expects ECS to roll it back. */
  async rollback(references: References, signal: AbortSignal): Promise<string> {
    const context = this.rolloutContexts(references, signal).find(({ services, image }) =>
      services.some((service) => endsWith(service, image)),
    );
    if (!context) return 'no essential container has an image of this kind';
    return explainServices(this.ecs, () => rollBack(context, signal));
  }

  /** URL of the environment as it would be on AWS. */
  private awsUrl(): string {
    return String(this.shared.stacks.configuration(this.name).output?.url?.value ?? '');
  }

  /** Its host; `localhost` if only the apply knows it, as the name of a load balancer. */
  private awsHost(): string {
    const url = this.awsUrl().replace(/\$\{.*\}/, 'localhost');
    return URL.canParse(url) ? new URL(url).hostname : 'localhost';
  }

  private terraform(signal: AbortSignal) {
    return this.shared.stacks.terraform(this.name, signal);
  }

  private rolloutContexts(references: References, signal: AbortSignal): RolloutContext[] {
    const { ecs, url, tags, services, shared } = this;
    if (!ecs) return [];
    const terraform = this.terraform(signal);
    const waits = waitsForServices(shared.stacks.configuration(this.name));
    return rolloutContexts({ terraform, ecs, url, tags, waits }, services, references);
  }
}

/** The images in the engine, tagged with the URLs of their repositories. */
type References = ReadonlyMap<BuiltImage, string>;
