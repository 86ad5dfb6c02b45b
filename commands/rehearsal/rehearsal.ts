import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '../../constructs/service';
import { outputOf } from '../child';
import { UserError } from '../command';
import { httpRequest } from '../http-request';
import { type BuiltImage, buildImage, imagesOf } from '../image-build';
import { checkRequests, shownRow } from '../request-check';
import { requestTable } from '../request-table';
import { Terraform, type TerraformPlace } from '../terraform';
import { AwsClient } from './aws-client';
import { EcsServices, UnsteadyServices } from './ecs-services';
import { containersOf, folderOf, type RehearsalRecord } from './leftovers';
import { rollBack, rollOut } from './rollout';
import { copyStack, rehearsalEnvironment, shellLines } from './workspace';

/** One stack on the emulator: each method is a phase, in the order in which they are called. */
export class Rehearsal {
  /** URL of the load balancer. */
  readonly url: string;
  private readonly id: string;
  private readonly record: RehearsalRecord;
  private readonly services: readonly Service[];
  private readonly client: AwsClient;
  private readonly applied = new Map<string, Terraform>();
  private readonly references = new Map<BuiltImage, string>();
  private ecs?: EcsServices;

  constructor(id: string, record: RehearsalRecord, services: readonly Service[]) {
    this.id = id;
    this.record = record;
    this.services = services;
    this.url = `http://${record.frontDoor}`;
    this.client = new AwsClient(record.gateway, record.region);
  }

  /** Applies a stack with a state of its own. */
  async apply(stack: string, signal: AbortSignal): Promise<string> {
    const terraform = await Terraform.init(this.place(stack), signal);
    this.applied.set(stack, terraform);
    return `${await terraform.apply({})} resources added`;
  }

  /** Builds the images and gives them the names that their repositories have. */
  async images(signal: AbortSignal): Promise<string> {
    const outputs = await this.terraform('registry', signal).outputs();
    const repositories = outputs.repositories as Record<string, string>;
    const images = imagesOf(this.services);
    for (const image of images) {
      const built = await buildImage(image, { signal });
      const reference = `${repositories[image.name]}:${image.tag}`;
      await outputOf('docker', ['tag', built, reference], { signal });
      this.references.set(image, reference);
    }
    return `${images.length} images`;
  }

  /** Waits until all tasks run, and each service answers. */
  async tasks(signal: AbortSignal): Promise<string> {
    const outputs = await this.terraform('fargate', signal).outputs();
    const names = outputs.service_names as string[];
    this.ecs = new EcsServices(this.client, String(outputs.cluster_name), names);
    try {
      await this.ecs.untilSteady(60, signal);
    } catch (error) {
      if (!(error instanceof UnsteadyServices)) throw error;
      throw new UserError(`${error.message}\n${await this.lastWords(error.names)}`);
    }
    const running = (await this.ecs.describe()).map(({ runningCount }) => runningCount);
    return `${running.reduce((sum, count) => sum + count, 0)} tasks of ${names.length} services run`;
  }

  /** Every route through the load balancer, by the same table as on the laptop. */
  async smoke(signal: AbortSignal): Promise<string> {
    await this.untilAnswers(signal);
    const rows = requestTable(this.services);
    const checked = await checkRequests(new URL(this.url), rows, { insecure: false });
    const failed = checked.filter(({ problem }) => problem !== undefined);
    if (failed.length === 0)
      return `${rows.length} of ${rows.length} requests answered as described`;
    const owners = new Set(failed.flatMap(({ row }) => row.service ?? []));
    throw new UserError(
      [
        `${rows.length - failed.length} of ${rows.length} requests are answered as described`,
        ...failed.map(shownRow),
        await this.lastWords([...owners]),
      ].join('\n'),
    );
  }

  /** Changes an image some times while requests come in, then sends one that crashes. */
  async rollouts(count: number, signal: AbortSignal): Promise<string> {
    const results: string[] = [];
    const places = this.rolloutPlaces(signal);
    for (let run = 1; run <= count; run++) {
      // In turn, so that each image is changed when there are enough runs.
      const place = places[(run - 1) % places.length];
      if (!place) continue;
      console.log(`  another image of ${place.service.name}, ${run} of ${count}`);
      results.push(await rollOut(place, `rollout-${run}`, signal));
    }
    return results.join('; ');
  }

  async rollback(signal: AbortSignal): Promise<string> {
    const [place] = this.rolloutPlaces(signal);
    return place ? rollBack(place, signal) : 'no image is built here';
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

  /** Destroys the stacks, the last one first. */
  async destroy(signal: AbortSignal): Promise<string> {
    let destroyed = 0;
    for (const stack of [...this.applied.keys()].reverse()) {
      destroyed += await this.terraform(stack, signal).destroy();
    }
    return `${destroyed} resources destroyed`;
  }

  /** @throws UserError where a state, the emulator or the engine has something left. */
  async nothingLeft(signal: AbortSignal): Promise<string> {
    const left: string[] = [];
    for (const stack of this.applied.keys())
      left.push(...(await this.terraform(stack, signal).known()));
    left.push(...(await this.tagged()));
    // The emulator stops containers in the background; those that have ended by themselves go with it.
    const deadline = Date.now() + 20_000;
    let containers = await containersOf(this.id, 'running');
    while (containers.length > 0 && Date.now() < deadline) {
      await sleep(500, undefined, { signal });
      containers = await containersOf(this.id, 'running');
    }
    left.push(...containers.map((container) => `container ${container}`));
    if (left.length > 0) throw new UserError(`Left after the destroy:\n  ${left.join('\n  ')}`);
    return 'neither in the states, nor in the emulator, nor on the engine';
  }

  /** Readies all stacks for a person who goes on with Terraform. */
  async ready(stacks: readonly string[], signal: AbortSignal): Promise<void> {
    for (const stack of stacks) {
      if (!this.applied.has(stack)) await Terraform.init(this.place(stack), signal);
    }
  }

  /** Writes the file that a shell reads to reach what stays up. Returns its path. */
  writeEnvironment(): string {
    const folder = folderOf(this.id);
    const { gateway, region } = this.record;
    const file = join(folder, 'environment');
    const environment = rehearsalEnvironment(folder, gateway, region);
    writeFileSync(file, shellLines({ ...environment, REHEARSAL: folder, SITE: this.url }));
    return file;
  }

  private place(stack: string): TerraformPlace {
    const { gateway, region } = this.record;
    return copyStack(stack, folderOf(this.id), gateway, region);
  }

  private terraform(stack: string, signal: AbortSignal): Terraform {
    const terraform = this.applied.get(stack);
    if (!terraform) throw new Error(`stack "${stack}" was not applied`);
    terraform.signal = signal;
    return terraform;
  }

  private rolloutPlaces(signal: AbortSignal) {
    const { ecs, url, services } = this;
    const terraform = this.terraform('fargate', signal);
    return [...this.references].flatMap(([image, reference]) => {
      const service = services.find(
        (one) => 'folder' in one.image && one.image.folder === image.folder,
      );
      return ecs && service ? [{ terraform, ecs, url, image, reference, service }] : [];
    });
  }

  /** A task runs before its program listens; a real load balancer waits for its health check. */
  private async untilAnswers(signal: AbortSignal): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (const { routes } of this.services) {
      const { prefix = '', host } = routes[0] ?? {};
      const headers: Record<string, string> = host ? { Host: host } : {};
      while (Date.now() < deadline) {
        const { status } = await httpRequest(this.url, { path: `${prefix}/`, headers });
        if (status !== 502 && status !== 503) break;
        await sleep(250, undefined, { signal });
      }
    }
  }

  private async lastWords(names: readonly string[]): Promise<string> {
    const words = names.map((name) => this.ecs?.lastWords(name) ?? '');
    return (await Promise.all(words)).join('\n');
  }

  /** What the emulator still has of ours: all of it has this tag. */
  private async tagged(): Promise<string[]> {
    const { ResourceTagMappingList: list } = await this.client.json<{
      ResourceTagMappingList: { ResourceARN: string }[];
    }>('tagging', 'ResourceGroupsTaggingAPI_20170126.GetResources', {
      TagFilters: [{ Key: 'project', Values: ['magicnight'] }],
    });
    // ECS remembers services and task definitions that are gone: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/delete-task-definition-v2.html
    const isRemembered = /^arn:aws:ecs:[^/]*:(service|task-definition)\//;
    const others = list
      .map(({ ResourceARN }) => ResourceARN)
      .filter((arn) => !isRemembered.test(arn));
    const { taskDefinitionArns } = await this.client.json<{ taskDefinitionArns: string[] }>(
      'ecs',
      'AmazonEC2ContainerServiceV20141113.ListTaskDefinitions',
      { status: 'ACTIVE' },
    );
    return [...others, ...taskDefinitionArns];
  }
}
