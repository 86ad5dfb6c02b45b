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
import { synth } from '../../commands/cli/load-options';
import { ServicesApp } from '../../constructs/app';
import { writeModules } from '../../constructs/hcl-module/module-files';
import { permissionReport } from '../../constructs/iam/permission-report';
import type { Ec2CapacityOptions } from '../../constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { ValidationError } from '../../constructs/options/validation-issues';
import { type CaseFile, type GuardCase, mainCase, refusedFile } from './case-file';

/** Does the same as main.ts. Translates options from the names of version 1. */
function synthesize(one: GuardCase, outdir: string): void {
  const options = one.options as EnvironmentOptions;
  const ec2 = one.hosts as Ec2CapacityOptions | undefined;
  const app = new ServicesApp({
    project: 'magicnight',
    services: one.services as readonly ServiceOptions[],
    environments: { fargate: options, ...(ec2 ? { ec2: { ...options, ec2 } } : {}) },
    registry: one.registry,
    ...(one.modules ? { modules: 'fargate' } : {}),
    outdir,
  });
  // Not Testing.synth, which omits CDKTF's comments, which contain the paths of constructs.
  app.synth();
  const onAws = app.appliedStacks.filter(({ node }) => node.id !== 'local');
  writeFileSync(join(outdir, 'permissions.md'), permissionReport('magicnight', onAws));
  writeModules(app, app.modules, app.resolved);
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
  await synth({ outdir: join(folder, mainCase) });
}

const [file = '', folder = ''] = process.argv.slice(2);
synthesizeAll(file, folder);
