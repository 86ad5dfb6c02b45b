import { existsSync, readFileSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import { synth } from './cli/load-options';
import { type ScanResult, scan } from './scan/checkov';
import { disabledOptions } from './scan/choices';

const usage = `Usage: npm run scan [-- <plan.json> …]

Looks for weak settings with checkov: in the synthesized stacks for AWS, or in plans, as terraform show -json writes them.
Exits with 1 if something is found. What is never looked for is in .checkov.yaml, with the reasons; what a
choice of main.ts would mend is left out, too, and named.

checkov is installed into a cache folder (~/.cache/magicnight) at first use, for which Python 3.11 is needed.
`;

const stacks = ['registry', 'fargate', 'ec2'];

runCommand(usage, {}, async ({ positionals: plans }) => {
  const missing = plans.find((plan) => !existsSync(plan));
  if (missing) throw new UserError(`There is no file ${missing}`);
  let failed = 0;
  const written = plans.length === 0 ? await synth() : [];
  for (const plan of plans) {
    failed += await printScan(plan, { plan }, scannedResources(scannedChanges(plan)));
  }
  for (const stack of stacks.filter((name) => written.includes(name))) {
    const folder = `cdktf.out/stacks/${stack}`;
    const { resource } = JSON.parse(readFileSync(`${folder}/cdk.tf.json`, 'utf8'));
    failed += await printScan(stack, { folder }, resource);
  }
  if (failed > 0) process.exitCode = 1;
});

interface ScannedPlan {
  readonly resource_changes?: readonly {
    readonly type: string;
    readonly address: string;
    readonly mode: string;
    readonly change: { readonly after: Record<string, unknown> | null };
  }[];
}

/** @throws UserError if a file is not what `terraform show -json` writes of a plan. */
function scannedChanges(plan: string): NonNullable<ScannedPlan['resource_changes']> {
  try {
    const { resource_changes: changes } = JSON.parse(readFileSync(plan, 'utf8')) as ScannedPlan;
    if (changes) return changes;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(
    `${plan} is no plan; write one with: terraform plan -out=plan && terraform show -json plan > plan.json`,
  );
}

/** Scans one thing, prints what is found, and returns how much that is. */
async function printScan(
  name: string,
  target: Parameters<typeof scan>[0],
  resources: Parameters<typeof disabledOptions>[0],
): Promise<number> {
  const choices = disabledOptions(resources);
  const { passed, failed }: ScanResult = await scan(
    target,
    choices.flatMap(({ checks }) => checks),
  );
  for (const { check, title, resource } of failed)
    console.log(`${check}  ${resource}\n    ${title}`);
  console.log(`${name}: ${passed} checks passed, ${failed.length} failed`);
  for (const { option, checks } of choices) {
    console.log(`  not looked at, it is not made with ${option}: ${checks.join(', ')}`);
  }
  return failed.length;
}

/** What a plan leads to, in the shape of a stack. */
function scannedResources(changes: NonNullable<ScannedPlan['resource_changes']>) {
  const resources: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const { type, address, mode, change } of changes) {
    if (mode !== 'managed' || change.after === null) continue;
    resources[type] = { ...resources[type], [address]: change.after };
  }
  return resources;
}
