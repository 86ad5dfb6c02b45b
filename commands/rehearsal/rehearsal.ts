import type { PipelineEnvironment } from '../../constructs/iam/pipeline-environment';
import { UserError } from '../cli/command';
import { counted } from '../cli/counted';
import { type BuiltImage, imagesOf } from '../docker/image-build';
import { ApplyRoles } from './aws/apply-roles';
import { AwsClient } from './aws/aws-client';
import { comparePermissions } from './aws/recorded-permissions';
import { RehearsedEnvironment, type SharedRehearsal } from './rehearsed-environment';
import { fakeIds, type SessionRecord } from './session/session-record';
import { unprotect } from './steps/deletion-protection';
import { explainApply } from './steps/explain-failure';
import { inOrder } from './steps/refusals';
import { emulatorResidue, engineResidue, keptFamilies } from './steps/residue';
import { StackCopies } from './steps/stack-copies';
import { tagImages } from './steps/tag-images';
import { writeEnvironment } from './steps/workspace';
import type { RehearsalSubject } from './subject';

/** Rehearses environments side by side on the emulator. Each method is one step, in the order in which they are called. */
export class Rehearsal {
  readonly environments: readonly RehearsedEnvironment[];
  private readonly shared: SharedRehearsal;
  private readonly project: string;
  private readonly built: readonly BuiltImage[];
  private readonly described: readonly PipelineEnvironment[];
  private references: ReadonlyMap<BuiltImage, string> = new Map();

  constructor(id: string, record: SessionRecord, subject: RehearsalSubject) {
    const { project, registry, environments } = subject;
    this.project = project;
    this.described = environments;
    const services = environments.flatMap((one) => one.services);
    this.built = imagesOf({ project, services });
    const names = environments.map(({ name }) => name);
    const stacks = new StackCopies([registry, ...names], id, record);
    this.shared = { id, record, client: new AwsClient(record), stacks, registry };
    this.environments = environments.map((one) => new RehearsedEnvironment(this.shared, one));
  }

  /** Applies the registry, which is needed by all environments. */
  async applyRegistry(signal: AbortSignal): Promise<string> {
    const { client, stacks, registry } = this.shared;
    const added = await explainApply(client, () => stacks.apply(registry, signal));
    return `${counted(added, 'resource')} added`;
  }

  /** Applies the registry and environments again after a destroy. */
  async applyAll(
    environments: readonly RehearsedEnvironment[],
    signal: AbortSignal,
  ): Promise<string> {
    await this.applyRegistry(signal);
    if (environments.length === 0) return 'as before';
    await this.images(signal);
    const results: string[] = [];
    for (const environment of environments) {
      await environment.prerequisites();
      results.push(await environment.apply(signal));
      await environment.tasks(signal);
    }
    return results.join('; ');
  }

  /** Builds the images and tags them with the URLs of their repositories. */
  async images(signal: AbortSignal): Promise<string> {
    const { stacks, registry } = this.shared;
    const { repositories } = await stacks.terraform(registry, signal).outputs();
    this.references = await tagImages(this.built, repositories as Record<string, string>, signal);
    return counted(this.built.length, 'image');
  }

  /** Rolls out changed images, as often as given, while requests come in. */
  rollouts(environment: RehearsedEnvironment, count: number, signal: AbortSignal): Promise<string> {
    return environment.rollouts(count, this.references, signal);
  }

  /** Rolls out an image that exits at its start, and expects ECS to roll it back. */
  rollback(environment: RehearsedEnvironment, signal: AbortSignal): Promise<string> {
    return environment.rollback(this.references, signal);
  }

  /** @throws UserError if a second plan is not empty. */
  async secondPlan(signal: AbortSignal): Promise<string> {
    const { stacks } = this.shared;
    for (const stack of stacks.applied()) {
      const changes = await stacks.terraform(stack, signal).plan();
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
    const { id, client, stacks } = this.shared;
    for (const stack of stacks.applied()) {
      const [balancer] = Object.values(stacks.configuration(stack).resource?.aws_lb ?? {});
      if (balancer?.enable_deletion_protection !== true) continue;
      await unprotect(client, String(balancer.name));
      console.log('  deletion protection of the load balancer is switched off');
    }
    let destroyed = 0;
    await inOrder(id, async () => {
      for (const applied of stacks.applied().reverse()) {
        destroyed += await stacks.terraform(applied, signal).destroy();
      }
    });
    return `${counted(destroyed, 'resource')} destroyed`;
  }

  /** Compares the actions that Terraform called with the permissions of the pipeline's roles. */
  async permissions(environment: RehearsedEnvironment): Promise<string> {
    const { id } = this.shared;
    // A VPC and a listener that the account must have are fakes, with other ids.
    const ids = fakeIds(id);
    const environments = this.described.map(({ vpcId, listenerArn, ...rest }) => ({
      ...rest,
      ...(vpcId && { vpcId: ids.get(vpcId) ?? vpcId }),
      ...(listenerArn && { listenerArn: ids.get(listenerArn) ?? listenerArn }),
    }));
    return comparePermissions(id, environment.name, new ApplyRoles(this.project, environments));
  }

  /** @throws UserError if resources or containers of the stacks remain in a state, the emulator or the engine. */
  async nothingLeft(signal: AbortSignal): Promise<string> {
    const { id, client, stacks } = this.shared;
    const left: string[] = [];
    for (const stack of stacks.applied()) {
      left.push(...(await stacks.terraform(stack, signal).known()));
    }
    const kept = stacks.applied().flatMap((stack) => keptFamilies(stacks.configuration(stack)));
    left.push(...(await emulatorResidue(client, this.project, kept)));
    left.push(...(await engineResidue(id, signal)));
    if (left.length > 0) throw new UserError(`Left after the destroy:\n  ${left.join('\n  ')}`);
    const revisions = `revisions of ${kept.join(', ')} are kept for a pipeline`;
    return `states, emulator and engine are empty${kept.length > 0 ? `; ${revisions}` : ''}`;
  }

  /** Prepares the environments that were not applied, so that the user can continue with Terraform. */
  async ready(signal: AbortSignal): Promise<void> {
    const { stacks } = this.shared;
    for (const environment of this.environments) {
      if (stacks.applied().includes(environment.name)) continue;
      await environment.prerequisites();
      await stacks.init(environment.name, signal);
    }
  }

  /**
   * Writes the file that a shell reads to reach the emulator.
   *
   * @returns its path.
   */
  writeEnvironment(): string {
    const { id, record } = this.shared;
    const url = this.environments[0]?.url ?? `http://${record.frontDoor}`;
    return writeEnvironment(id, record, url);
  }
}
