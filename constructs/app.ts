import { App, type AppConfig, type TerraformStack } from 'cdktf';
import { type ModuleStack, moduleStacks } from './hcl-module/module-stack';
import type { AppOptions } from './options/environment/app-options';
import { registryBackend, registryName } from './options/environment/registry-name';
import type { ResolvedEnvironment } from './options/environment/resolved-environment';
import { quoted, suggestClosest, ValidationError } from './options/validation-issues';
import { Ec2Stack, isOnEc2 } from './stacks/ec2-stack';
import { FargateStack } from './stacks/fargate-stack';
import { LocalStack } from './stacks/local-stack';
import { pipelineEnvironment, registryGroups } from './stacks/registry-groups';
import { RegistryStack } from './stacks/registry-stack';
import type { ServicesStack } from './stacks/services-stack';
import { type AppManifest, selectedStacksKey } from './synth/manifest';
import { type ResolvedApp, resolveApp } from './validation/resolve-app';

/** The options of an app, and where it writes its stacks. */
export interface ServicesAppProps extends AppOptions {
  /**
   * Folder for the synthesized stacks.
   *
   * @default - the folder that the cdktf command sets, otherwise `cdktf.out`
   */
  readonly outdir?: AppConfig['outdir'];
}

/**
 * What a team runs, on the laptop and in its environments on AWS: the stack `local`, a registry for each region, and a stack for
 * each environment.
 *
 * Synthesizes what `LocalStack`, `RegistryStack` and `Environment` do, and modules for HCL users.
 */
export class ServicesApp extends App {
  /**
   * The validated options with all defaults.
   *
   * @internal
   */
  readonly resolved: ResolvedApp;

  /**
   * The stacks from which the modules for HCL users are generated.
   *
   * @internal
   */
  readonly modules: readonly ModuleStack[];

  /** The environments that are synthesized, by name. */
  readonly environments: ReadonlyMap<string, ServicesStack>;

  private readonly options: AppOptions;
  private readonly local?: LocalStack;

  /** Environments that a command does not need. */
  private readonly others = new Map<string, ServicesStack>();

  /**
   * Whether all stacks are synthesized, and not only those that a command needs.
   *
   * @internal
   */
  readonly isWhole: boolean;

  /** @throws ValidationError with one line for each issue of the options; nothing is written then. */
  constructor({ outdir, ...options }: ServicesAppProps) {
    const selected = selectedStacks();
    const isSelected = (stack: string) => selected?.includes(stack) ?? true;
    // Before the constructor of App, which creates the output folder.
    const resolved = resolveApp(options, isSelected);
    super({
      outdir,
      // Not in cdktf.json, which only the cdktf command reads.
      context: { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true },
    });
    this.isWhole = selected === undefined;
    this.resolved = resolved;
    this.options = options;
    const { project, services, environments, places, registry, modules } = resolved;

    this.local = isSelected('local')
      ? new LocalStack(this, 'local', { project, services })
      : undefined;
    const byName = new Map<string, ServicesStack>();
    for (const group of registryGroups(environments, places)) {
      const grantedActions = () => grantedIn([...byName.values()], group.account, environments);
      const backend = registryBackend(registry.backend, group.id, places);
      new RegistryStack(this, group.id, { ...group, ...registry, backend, grantedActions });
    }
    for (const environment of environments) {
      byName.set(environment.name, environmentStack(this, environment));
    }
    this.environments = byName;
    this.modules = modules && this.isWhole ? moduleStacks(this, modules) : [];
  }

  /**
   * The stack of an environment, to reach its resources and to add further ones to it. It can also be the stack of an environment
   * that a command does not need; it is not synthesized then.
   *
   * @throws ValidationError if there is no environment with this name.
   */
  environment(name: string): ServicesStack {
    const found = this.environments.get(name) ?? this.others.get(name) ?? this.addOther(name);
    if (found) return found;
    throw new ValidationError([
      `main.ts has no environment ${quoted(name)}; ${suggestClosest(name, this.resolved.environmentNames)}`,
    ]);
  }

  /** Adds an environment that is not synthesized, for code in main.ts that reaches its resources. */
  private addOther(name: string): ServicesStack | undefined {
    const [environment] = resolveApp(this.options, (other) => other === name).environments;
    if (!environment) return undefined;
    const stack = environmentStack(this, environment);
    this.others.set(name, stack);
    return stack;
  }

  /** Writes the stacks to `outdir`. `run` calls it, and writes the files for people and commands, too. */
  override synth(): void {
    for (const name of this.others.keys()) this.node.tryRemoveChild(name);
    super.synth();
    this.local?.stageContexts(`${this.outdir}/stacks/local`);
  }

  /**
   * What commands need to know of the app: `cdktf.out/magicnight.json`.
   *
   * @internal
   */
  get commandManifest(): AppManifest {
    const { project, services, environmentNames, environments, places } = this.resolved;
    return {
      ...{ version: 1, project, services, environmentNames },
      environments: environments.map((environment) => ({
        ...pipelineEnvironment(environment),
        account: environment.account,
        services: environment.services,
        capacity: environment.ec2Capacity ? 'ec2' : 'fargate',
        registry: registryName(environment, places),
      })),
      stacks: this.appliedStacks.map(({ node }) => node.id),
    };
  }

  /** All stacks that are applied, including those that were added to the app. */
  get appliedStacks(): TerraformStack[] {
    const others = new Set<unknown>([...this.modules, ...this.others.values()]);
    return this.node.children.filter((child) => !others.has(child)) as TerraformStack[];
  }
}

/** The context of the app, which CDKTF reads from this variable, too. */
function selectedStacks(): readonly string[] | undefined {
  return JSON.parse(process.env.CDKTF_CONTEXT_JSON || '{}')[selectedStacksKey];
}

function environmentStack(app: App, environment: ResolvedEnvironment): ServicesStack {
  const { name } = environment;
  return isOnEc2(environment)
    ? new Ec2Stack(app, name, environment)
    : new FargateStack(app, name, environment);
}

/** Actions that are granted to services in an account. */
function grantedIn(
  stacks: readonly ServicesStack[],
  account: string | undefined,
  environments: readonly ResolvedEnvironment[],
): string[] {
  const own = stacks.filter(({ node }) =>
    environments.some((one) => one.name === node.id && one.account === account),
  );
  return [...new Set(own.flatMap((stack) => stack.grantedActions))];
}
