/**
 * Synthesizes the cases with the constructs of this checkout, and its unchanged main.ts, each into its own folder:
 *
 *     node --import tsx __tests__/guard/synth.ts <cases.json> <folder>
 *
 * The guard runs the script of each checkout, so it can compare checkouts with different APIs: a change of the API changes only
 * `synthesize`. Each folder must have these files, as npm run synth writes them to cdktf.out:
 *
 *     <case>/stacks/<stack>/cdk.tf.json   of the stacks that can be applied
 *     <case>/modules/<name>/…             if the case has modules
 *     <case>/permissions.md
 *     <case>/error.txt                    only this file, if the options are rejected
 *     main.ts/snapshots/…                 and the same files as of a case
 *
 * Other files are ignored.
 */
import '../../before-cdktf';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { synth } from '../../commands/cli/load-options';
import { writeModules } from '../../constructs/hcl-module/module-files';
import { moduleStacks } from '../../constructs/hcl-module/module-stack';
import { permissionReport } from '../../constructs/iam/permission-report';
import {
  type Ec2CapacityOptions,
  resolveEc2Capacity,
} from '../../constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { ValidationError } from '../../constructs/options/validation-issues';
import { Ec2Stack } from '../../constructs/stacks/ec2-stack';
import { FargateStack } from '../../constructs/stacks/fargate-stack';
import { LocalStack } from '../../constructs/stacks/local-stack';
import { RegistryStack } from '../../constructs/stacks/registry-stack';
import { resolveEnvironment } from '../../constructs/validation/resolve-environment';
import { type CaseFile, type GuardCase, mainCase, refusedFile } from './case-file';

/** Does the same as main.ts. Translates options from the names of version 1. */
function synthesize(one: GuardCase, outdir: string): void {
  const ec2Capacity = one.hosts as Ec2CapacityOptions | undefined;
  const services = resolveServices(one.services as readonly ServiceOptions[]);
  const environment = resolveEnvironment(
    one.options as EnvironmentOptions,
    one.registry,
    services,
    ec2Capacity,
  );
  const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
  const app = new App({ outdir, context });
  new LocalStack(app, 'local', { services });
  const onAws = [
    new RegistryStack(app, 'registry', { ...environment, ...one.registry }),
    new FargateStack(app, 'fargate', environment),
    ...(ec2Capacity
      ? [new Ec2Stack(app, 'ec2', { ...environment, ec2Capacity: resolveEc2Capacity(ec2Capacity) })]
      : []),
  ];
  const modules = one.modules ? moduleStacks(app, environment) : [];
  // Not Testing.synth, which omits CDKTF's comments, which contain the paths of constructs.
  app.synth();
  writeFileSync(join(outdir, 'permissions.md'), permissionReport(onAws));
  writeModules(app, modules, services);
}

function synthesizeOrRefuse(one: GuardCase, folder: string): void {
  try {
    synthesize(one, folder);
  } catch (error) {
    // Any other error is an error of the constructs, and ends the guard.
    if (!(error instanceof ValidationError)) throw error;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    writeFileSync(join(folder, refusedFile), 'refused\n');
  }
}

async function synthesizeAll(file: string, folder: string): Promise<void> {
  const { version, cases }: CaseFile = JSON.parse(readFileSync(file, 'utf8'));
  if (version !== 1) throw new Error(`${file} has version ${version}, which is not supported`);
  mkdirSync(folder, { recursive: true });
  for (const one of cases) synthesizeOrRefuse(one, join(folder, one.name));
  await synth(join(folder, mainCase));
}

const [file = '', folder = ''] = process.argv.slice(2);
synthesizeAll(file, folder);
