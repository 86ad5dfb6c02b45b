import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, UserError } from './cli/command';
import { loadServices, requireStack, synth } from './cli/load-options';
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
import { stackRegion } from './rehearsal/steps/workspace';
import { withEmulator } from './rehearsal/with-emulator';
import { requireTerraform } from './terraform/terraform-program';

const usage = `Usage: npm run rehearse -- <stack> [--scaling] [--rollouts <number>] [--again] [--keep]

Applies a stack for real, on an emulator of AWS on this machine: Terraform with its AWS provider makes all resources,
tasks are containers of the Docker Engine, and every route is asked for through the load balancer, over TLS where the site
has HTTPS. Zones, a VPC and subnets that the account must have already get stand-ins. Then a second plan must be empty, all
is destroyed, and what Terraform has called must be allowed to the roles of the pipeline. Nothing can reach AWS or a state
of yours: no credential is read.

  <stack>               fargate, ec2 or registry; registry is applied before any other
  --scaling             send a service that is scaled by its requests so many that it grows, then so few that it
                        shrinks: not one request may be lost
  --rollouts <number>   change the images in turn, so many times in all, while requests come in, then send one that
                        crashes at its start: not one request may be lost
  --again               apply and destroy it once more: nothing of the first time may be in the way
  --keep                leave it up, and print how to reach it
  --empty               start an account with nothing in it, for Terraform of your own in any folder; leave it up, and
                        print how to reach it
  --region <region>     of that account; without it the one of main.ts
  --update              give what was left up the description as it is now, to plan and apply it by hand
  --environment         print the file that lets a shell reach what was left up; where that is not one thing, a file
                        that keeps the shell from AWS
  --end                 take down what this project has left up

The first time the emulator is installed into a cache folder (~/.cache/magicnight), for which Python 3.11 is needed.
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

const stacks = ['registry', 'fargate', 'ec2'];

runCommand(usage, options, async ({ values, positionals }) => {
  const [stack = '', ...more] = positionals;
  const { scaling, again, keep } = values;
  const isAlone =
    positionals.length === 0 && values.rollouts === '0' && !keep && !scaling && !again;
  const of = (['end', 'update', 'environment', 'empty'] as const).filter((name) => values[name]);
  if (of.length > 1 || (of.length === 1 && !isAlone)) throw new UserError(`--${of[0]} goes alone`);
  if (values.end) return endRehearsals();
  if (values.update) return updateRunning(stacks);
  if (values.region !== undefined && !values.empty)
    throw new UserError('--region goes with --empty');
  if (values.empty) return startEmpty(checkedRegion(values.region));
  if (values.environment) return printEnvironmentFile();
  if (more.length > 0 || !stacks.includes(stack)) {
    const got = positionals.length > 0 ? `, got "${positionals.join(' ')}"` : '';
    throw new UserError(`Give one stack, ${stacks.join(', ')}${got}\n\n${usage.trimEnd()}`);
  }
  if (!/^\d+$/.test(values.rollouts)) {
    throw new UserError(`--rollouts must be a whole number, got "${values.rollouts}"`);
  }
  const rollouts = Number(values.rollouts);
  if (rollouts > 0 && stack === 'registry') {
    throw new UserError('stack "registry" has no services; --rollouts goes with fargate and ec2');
  }
  if (again && keep)
    throw new UserError('--again destroys what --keep leaves up; give one of the two');
  if (scaling && stack === 'registry') {
    throw new UserError('stack "registry" has no services; --scaling goes with fargate and ec2');
  }
  await rehearse(stack, { scaling, rollouts, again, keep });
});

async function rehearse(stack: string, extent: RehearsalExtent): Promise<void> {
  const services = await loadServices();
  await requireEngine();
  await requireTerraform();
  const written = await synth();
  requireStack(stack, written);
  const present = stacks.filter((name) => written.includes(name));
  const { scaling, keep: staysUp } = extent;
  const purpose = { what: `stack "${stack}"`, region: stackRegion(stack), staysUp };
  await withEmulator(purpose, async ({ id, record, steps, signal }) => {
    const rehearsal = new Rehearsal(id, record, services, present);
    if (scaling) rehearsal.requireScaling();
    await runSteps(steps, rehearsal, stack, extent);
    if (!staysUp) return;
    await rehearsal.ready(signal);
    printAccess(rehearsal, stack);
  });
}

/** An account with nothing in it, for Terraform that is not of this project; it stays up. */
async function startEmpty(region: string | undefined): Promise<void> {
  await requireEngine();
  const purpose = {
    what: 'an empty account',
    region: region ?? (await environmentRegion()),
    staysUp: true,
  };
  await withEmulator(purpose, async ({ id, record }) => printEmptyAccess(id, record));
}

/** @throws UserError where it is no region. */
function checkedRegion(region: string | undefined): string | undefined {
  if (region === undefined || /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return region;
  throw new UserError(`--region must be a region of AWS, such as eu-central-1, got "${region}"`);
}

/** The region of main.ts, by stacks that are synthesized elsewhere: nothing in the project is touched. */
async function environmentRegion(): Promise<string> {
  const outdir = mkdtempSync(join(tmpdir(), 'magicnight-region-'));
  try {
    await synth(outdir);
    return stackRegion('registry', outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
