import { App, type AppConfig, type TerraformStack } from 'cdktf';
import { type ModuleStack, moduleStacks } from './hcl-module/module-stack';
import type { AppOptions } from './options/environment/app-options';
import { Ec2Stack, isOnEc2 } from './stacks/ec2-stack';
import { FargateStack } from './stacks/fargate-stack';
import { LocalStack } from './stacks/local-stack';
import { registryGroups, registryName } from './stacks/registry-groups';
import { RegistryStack } from './stacks/registry-stack';
import { type AppManifest, selectedStacksKey } from './synth/manifest';
import { type ResolvedApp, resolveApp } from './validation/resolve-app';

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
 */
export class ServicesApp extends App {
  /** The validated options with all defaults. */
  readonly resolved: ResolvedApp;

  /** The stacks from which the modules for HCL users are generated. */
  readonly modules: readonly ModuleStack[];

  /** Whether all stacks are synthesized, and not only those that a command needs. */
  readonly isWhole: boolean;

  /** @throws ValidationError with one line for each issue of the options. */
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
    const { project, services, environments, places, registry, modules } = resolved;

    if (isSelected('local')) new LocalStack(this, 'local', { project, services });
    for (const group of registryGroups(environments, places)) {
      new RegistryStack(this, group.id, { ...group, ...registry });
    }
    for (const environment of environments) {
      if (isOnEc2(environment)) new Ec2Stack(this, environment.name, environment);
      else new FargateStack(this, environment.name, environment);
    }
    this.modules = modules && this.isWhole ? moduleStacks(this, modules) : [];
  }

  /** What commands need to know of the app: `cdktf.out/magicnight.json`. */
  get commandManifest(): AppManifest {
    const { project, services, environmentNames, environments, places } = this.resolved;
    return {
      ...{ version: 1, project, services, environmentNames },
      environments: environments.map(({ name, region, account, services: own, ec2Capacity }) => ({
        ...{ name, region, account, services: own },
        capacity: ec2Capacity ? 'ec2' : 'fargate',
        registry: registryName({ region, account }, places),
      })),
      stacks: this.appliedStacks.map(({ node }) => node.id),
    };
  }

  /** All stacks that are applied, including those that were added to the app. */
  get appliedStacks(): TerraformStack[] {
    const modules = new Set<unknown>(this.modules);
    return this.node.children.filter((child) => !modules.has(child)) as TerraformStack[];
  }
}

/** The context of the app, which CDKTF reads from this variable, too. */
function selectedStacks(): readonly string[] | undefined {
  return JSON.parse(process.env.CDKTF_CONTEXT_JSON || '{}')[selectedStacksKey];
}
