/**
 * Synthesizes the cases with the constructs of this checkout, and what its main.ts describes, each into a folder of its own:
 *
 *     node --import tsx __tests__/guard/synth.ts <cases.json> <folder>
 *
 * The guard runs that of each checkout, which is what lets it compare two of them that differ in their API: whoever changes the
 * API changes `synthesize`, and nothing else. What a folder must have, as npm run synth writes it to cdktf.out:
 *
 *     <case>/stacks/<stack>/cdk.tf.json   of the stacks that can be applied
 *     <case>/modules/<name>/…             where the case asks for modules
 *     <case>/permissions.md
 *     <case>/error.txt                    alone, where the description is refused
 *     main.ts/snapshots/…                 and the same as of a case
 *
 * What else is there is not looked at.
 */
import '../../before-cdktf';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { synth } from '../../commands/description';
import { Ec2Stack } from '../../constructs/ec2-stack';
import { FargateStack } from '../../constructs/fargate-stack';
import type { HostsDescription } from '../../constructs/hosts-description';
import { LocalStack } from '../../constructs/local-stack';
import { writeModules } from '../../constructs/module-files';
import { moduleStacks } from '../../constructs/module-stack';
import { resolveOptions } from '../../constructs/option-checks';
import { permissionReport } from '../../constructs/permission-report';
import { InvalidDescription } from '../../constructs/problems';
import { RegistryStack } from '../../constructs/registry-stack';
import { resolveServices } from '../../constructs/service';
import type { ServiceDescription } from '../../constructs/service-description';
import type { SiteOptions } from '../../constructs/site-description';
import { type CaseFile, type GuardCase, mainCase, refusedFile } from './case-file';

/** As main.ts does it: a difference to the words of version 1 is to be made up for here. */
function synthesize(one: GuardCase, outdir: string): void {
  const hosts = one.hosts as HostsDescription | undefined;
  const services = resolveServices(one.services as readonly ServiceDescription[]);
  const site = resolveOptions(one.options as SiteOptions, one.registry, services, hosts);
  const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
  const app = new App({ outdir, context });
  new LocalStack(app, 'local', { services });
  const onAws = [
    new RegistryStack(app, 'registry', { ...site, ...one.registry }),
    new FargateStack(app, 'fargate', site),
    ...(hosts ? [new Ec2Stack(app, 'ec2', { ...site, hosts })] : []),
  ];
  const modules = one.modules ? moduleStacks(app, site) : [];
  // And not Testing.synth, which leaves out the notes of CDKTF: in them are the paths of the constructs.
  app.synth();
  writeFileSync(join(outdir, 'permissions.md'), permissionReport(onAws));
  writeModules(app, modules, services);
}

function synthesizeOrRefuse(one: GuardCase, folder: string): void {
  try {
    synthesize(one, folder);
  } catch (error) {
    // Any other error is one of the constructs, and ends the guard.
    if (!(error instanceof InvalidDescription)) throw error;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    writeFileSync(join(folder, refusedFile), 'refused\n');
  }
}

async function synthesizeAll(file: string, folder: string): Promise<void> {
  const { version, cases }: CaseFile = JSON.parse(readFileSync(file, 'utf8'));
  if (version !== 1) throw new Error(`${file} is of version ${version}, which is not known here`);
  mkdirSync(folder, { recursive: true });
  for (const one of cases) synthesizeOrRefuse(one, join(folder, one.name));
  await synth(join(folder, mainCase));
}

const [file = '', folder = ''] = process.argv.slice(2);
synthesizeAll(file, folder);
