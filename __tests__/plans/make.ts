import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  Interrupted,
  interruptions,
  runCommand,
  UserError,
  whileBusy,
} from '../../commands/cli/command';
import { installPythonTool } from '../../commands/cli/python-tool';
import { requireEngine } from '../../commands/docker/docker-engine';
import { emulatorTool } from '../../commands/rehearsal/emulator/emulator-tool';
import { HostProcess } from '../../commands/rehearsal/session/daemon-process';
import { requireTerraform } from '../../commands/terraform/terraform-program';
import { copyProject } from '../project-copy';
import { EmulatedStack } from './emulated-stack';
import type { PlanCase } from './plan-case';
import { planCases } from './plan-cases';
import { planText } from './plan-text';
import { shortenedPlan } from './shortened-plan';
import { StackVariants } from './stack-variants';

const usage = `Usage: node --import tsx __tests__/plans/make.ts [--out <folder>] [--whole] [--sources] [<case> ...]

Makes the plans that the reports in docs/reviews are of: applies the stack fargate on the emulator, plans each change, and
removes all. It takes about two minutes. Then this writes the reports anew: UPDATE=1 npx jest reviews --selectProjects unit

  <case>          only these: ${planCases.map(({ name }) => name).join(', ')}
  --out <folder>  writes them there, not into __tests__/plans
  --whole         leaves nothing out that does not change
  --sources       writes only sources.json and cdk.tf.json, which lead back to the code: in seconds, without Terraform
`;

const region = 'eu-central-1';
const options = {
  out: { type: 'string', default: '__tests__/plans' },
  whole: { type: 'boolean', default: false },
  sources: { type: 'boolean', default: false },
} as const;

runCommand(usage, options, async ({ values, positionals }) => {
  const unknown = positionals.filter((word) => !planCases.some(({ name }) => name === word));
  if (unknown.length > 0)
    throw new UserError(`There is no case "${unknown[0]}"\n\n${usage.trimEnd()}`);
  const cases = planCases.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  );
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  const write = (name: string, content: object) => {
    const kept = values.whole ? content : shortenedPlan(content);
    writeFileSync(join(out, `${name}.json`), planText(kept));
    console.log(`${name}.json`);
  };
  if (values.sources) return inCopy(async () => writeSources(await allVariants(), write));
  await requireEngine();
  await requireTerraform();
  await whileBusy(() => inCopy(() => make(cases, write)));
});

type Write = (name: string, content: object) => void;

/** Does something in a copy of the project, which is the working folder meanwhile. */
async function inCopy(work: () => Promise<void>): Promise<void> {
  const project = copyProject();
  const home = process.cwd();
  process.chdir(project.folder);
  try {
    await work();
  } finally {
    process.chdir(home);
    project.remove();
  }
}

async function allVariants(): Promise<StackVariants> {
  const variants = new StackVariants();
  const shipped = await variants.shipped();
  for (const one of planCases) await variants.of(one, shipped);
  return variants;
}

/** What leads a review back to the code, of all cases. */
function writeSources(variants: StackVariants, write: Write): void {
  write('sources', variants.sources());
  write('cdk.tf', variants.written());
}

async function make(cases: readonly PlanCase[], write: Write): Promise<void> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort(new Interrupted('Interrupted.'));
  for (const name of interruptions) process.on(name, interrupt);
  const { signal } = interrupted;
  const python = await installPythonTool(emulatorTool, signal);
  const host = new HostProcess();
  try {
    const emulated = new EmulatedStack(host.id, await host.start(python, region, signal));
    await emulated.prepare(cases, signal);
    // Two at once: each is busy with the schema of the provider for seconds.
    const waiting = cases.filter(({ isLast }) => !isLast).values();
    const work = async () => {
      for (const one of waiting) write(one.name, await emulated.plan(one, signal));
    };
    await Promise.all([work(), work()]);
    for (const one of cases.filter(({ isLast }) => isLast)) {
      write(one.name, await emulated.plan(one, signal));
    }
    // Of all, or what the others need would be lost.
    if (cases.length === planCases.length) writeSources(emulated.variants, write);
  } catch (error) {
    interrupted.abort(error);
    throw error;
  } finally {
    await host.end(new AbortController().signal);
    for (const name of interruptions) process.off(name, interrupt);
  }
}
