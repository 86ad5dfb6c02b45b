import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRegistryStack } from '../constructs/synth/manifest';
import { runCommand, UserError } from './cli/command';
import { synth } from './cli/load-options';
import { requireEngine } from './docker/docker-engine';
import {
  endRehearsals,
  printAccess,
  printEmptyAccess,
  printEnvironmentFile,
  updateRunning,
} from './rehearsal/keep-running';
import { Rehearsal } from './rehearsal/rehearsal';
import { type RehearsalExtent, runSteps } from './rehearsal/run-steps';
import { scalesByRequests } from './rehearsal/steps/scaling';
import { balancerName, synthesizedStack } from './rehearsal/steps/workspace';
import { environmentsSubject, registrySubject } from './rehearsal/subject';
import { withEmulator } from './rehearsal/with-emulator';
import { requireTerraform } from './terraform/terraform-program';

const usage = `Usage: npm run rehearse -- <environment…> [--scaling] [--rollouts <number>] [--again] [--keep]

Applies environments on an emulator of AWS on this machine. Terraform and its AWS provider create all resources, tasks are
containers of the Docker Engine, and every route is requested through the load balancer, with TLS if the environment uses
HTTPS. Hosted zones, a VPC, subnets, a load balancer and secrets that must already exist are replaced by fakes. Afterwards a
second plan must be empty, everything is destroyed, and the roles of the pipeline must allow every action that Terraform has
called. AWS and your states cannot be reached, and no credentials are read.

  <environment…>        names of environments in main.ts; several are applied side by side, and must be in one region and
                        account. Their registry is applied before them. Or registry, for that alone
  --scaling             scale a service out and in by the number of requests; no request may fail
  --rollouts <number>   roll out a changed image this many times while requests come in, then an image that exits at its
                        start, which must be rolled back; no request may fail
  --again               apply and destroy everything a second time
  --keep                keep the rehearsal running instead of destroying it, also after an error, and print how to reach it
  --empty               start an empty account for your own Terraform in any folder, keep it running, and print how to
                        reach it
  --region <region>     region of the empty account (that of the first environment in main.ts)
  --update              copy the current stacks into the running rehearsal, to plan and apply them by hand
  --environment         print the path of a file; a shell that reads it can reach the running rehearsal. If no rehearsal
                        or more than one is running, the file blocks the shell's access to AWS instead
  --end                 end the running rehearsals of this project

The first rehearsal installs the emulator into a cache folder (~/.cache/magicnight); it needs Python 3.11 or newer.
`;

const options = {
  scaling: { type: 'boolean', default: false },
  rollouts: { type: 'string', default: '0' },
  again: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  empty: { type: 'boolean', default: false },
  region: { type: 'string' },
  update: { type: 'boolean', default: false },
  environment: { type: 'boolean', default: false },
  end: { type: 'boolean', default: false },
} as const;

runCommand(usage, options, async ({ values, positionals }) => {
  const { scaling, again, keep } = values;
  const isAlone =
    positionals.length === 0 && values.rollouts === '0' && !keep && !scaling && !again;
  const of = (['end', 'update', 'environment', 'empty'] as const).filter((name) => values[name]);
  if (of.length > 1 || (of.length === 1 && !isAlone))
    throw new UserError(`--${of[0]} cannot be combined with other options or a stack`);
  if (values.end) return endRehearsals();
  if (values.update) return updateRunning();
  if (values.region !== undefined && !values.empty)
    throw new UserError('--region can only be used with --empty');
  if (values.empty) return startEmpty(checkedRegion(values.region));
  if (values.environment) return printEnvironmentFile();
  const registry = positionals.find(isRegistryStack);
  const isMixed = registry !== undefined && positionals.length > 1;
  if (isMixed || positionals.length === 0 || new Set(positionals).size < positionals.length) {
    const got = positionals.length > 0 ? `, got "${positionals.join(' ')}"` : '';
    throw new UserError(`Give environments, each once, or registry${got}\n\n${usage.trimEnd()}`);
  }
  if (!/^\d+$/.test(values.rollouts)) {
    throw new UserError(`--rollouts must be a whole number, got "${values.rollouts}"`);
  }
  const rollouts = Number(values.rollouts);
  const noServices = `is supported for environments; stack "${registry}" has no services`;
  if (rollouts > 0 && registry) throw new UserError(`--rollouts ${noServices}`);
  if (again && keep)
    throw new UserError('--again and --keep cannot be combined; give one of the two');
  if (scaling && registry) throw new UserError(`--scaling ${noServices}`);
  await rehearse(positionals, { scaling, rollouts, again, keep });
});

/** @param stacks names of environments, or of a registry. */
async function rehearse(stacks: readonly string[], extent: RehearsalExtent): Promise<void> {
  await requireEngine();
  await requireTerraform();
  const registry = stacks.find(isRegistryStack);
  // The registry has the images of all environments.
  const manifest = await synth({ stacks: registry ? undefined : stacks });
  const subject = registry
    ? registrySubject(registry, manifest)
    : environmentsSubject(stacks, manifest);
  const { scaling, keep: staysUp } = extent;
  if (scaling && !stacks.map(synthesizedStack).some(scalesByRequests)) {
    throw new UserError(
      '--scaling needs a service with scaling.requestsPerTaskPerMinute, but no service has it',
    );
  }
  const names = stacks.map((stack) => `"${stack}"`).join(', ');
  const purpose = {
    what: `${stacks.length > 1 ? 'stacks' : 'stack'} ${names}`,
    region: subject.region,
    balancers: stacks.length > 1 ? balancersOf(stacks) : {},
    staysUp,
  };
  await withEmulator(purpose, async ({ id, record, steps, signal }) => {
    const rehearsal = new Rehearsal(id, record, subject);
    const environments = registry ? [] : rehearsal.environments;
    const ready = () => rehearsal.ready(signal);
    try {
      await runSteps(steps, rehearsal, environments, extent);
      if (staysUp) await ready();
    } catch (error) {
      // What failed is looked at by hand. Less may be ready, and the first error is the one that matters.
      if (staysUp && !signal.aborted) await ready().catch(() => {});
      throw error;
    } finally {
      if (staysUp && !signal.aborted) printAccess(rehearsal, environments);
    }
  });
}

/** Names of the load balancers by environment. */
function balancersOf(stacks: readonly string[]): Record<string, string> {
  const names = stacks.map((stack) => [stack, balancerName(stack)] as const);
  return Object.fromEntries(names.flatMap(([stack, name]) => (name ? [[stack, name]] : [])));
}

/** Starts an empty account for Terraform of other projects, and keeps it running. */
async function startEmpty(region: string | undefined): Promise<void> {
  await requireEngine();
  const purpose = {
    what: 'an empty account',
    region: region ?? (await environmentRegion()),
    staysUp: true,
  };
  await withEmulator(purpose, async ({ id, record }) => printEmptyAccess(id, record));
}

/** @throws UserError if the text is not a region. */
function checkedRegion(region: string | undefined): string | undefined {
  if (region === undefined || /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return region;
  throw new UserError(`--region must be an AWS region such as eu-central-1, got "${region}"`);
}

/** The region of main.ts. Synthesizes into a temporary folder, so that the project is not changed. */
async function environmentRegion(): Promise<string> {
  const outdir = mkdtempSync(join(tmpdir(), 'magicnight-region-'));
  try {
    const { environments } = await synth({ outdir });
    return environments[0]?.region ?? '';
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
