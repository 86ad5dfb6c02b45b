import { existsSync, readFileSync } from 'node:fs';
import { appliedOnAws } from '../constructs/synth/manifest';
import { runCommand, UserError } from './cli/command';
import { synth } from './cli/load-options';
import { type ScanResult, scan } from './scan/checkov';
import { disabledOptions } from './scan/choices';

const usage = `Usage: npm run scan [-- <plan.json> …]

Scans the synthesized stacks for AWS, or plans in the format of terraform show -json, with checkov for insecure settings.
Exits with 1 if a check fails. .checkov.yaml lists the checks that are always skipped, with reasons. Checks that
require an option that main.ts does not set are also skipped, and listed.

checkov is installed into a cache folder (~/.cache/magicnight) at first use; it needs Python 3.11 or newer.
`;

runCommand(usage, {}, async ({ positionals: plans }) => {
  const missing = plans.find((plan) => !existsSync(plan));
  if (missing) throw new UserError(`The file ${missing} does not exist`);
  let failed = 0;
  const stacks = plans.length === 0 ? appliedOnAws(await synth()) : [];
  for (const plan of plans) {
    failed += await printScan(plan, { plan }, scannedResources(scannedChanges(plan)));
  }
  for (const stack of stacks) {
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

/** @throws UserError if the file is not a plan in the format of `terraform show -json`. */
function scannedChanges(plan: string): NonNullable<ScannedPlan['resource_changes']> {
  try {
    const { resource_changes: changes } = JSON.parse(readFileSync(plan, 'utf8')) as ScannedPlan;
    if (changes) return changes;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(
    `${plan} is not a plan in JSON; write one with: terraform plan -out=plan && terraform show -json plan > plan.json`,
  );
}

/** Scans a stack or a plan, prints the failed checks, and returns their number. */
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
    console.log(`  skipped without ${option}: ${checks.join(', ')}`);
  }
  return failed.length;
}

/** The planned resources, in the format of a stack. */
function scannedResources(changes: NonNullable<ScannedPlan['resource_changes']>) {
  const resources: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const { type, address, mode, change } of changes) {
    if (mode !== 'managed' || change.after === null) continue;
    resources[type] = { ...resources[type], [address]: change.after };
  }
  return resources;
}
