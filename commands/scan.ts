import { existsSync, readFileSync } from 'node:fs';
import { appliedOnAws } from '../constructs/synth/manifest';
import { runCommand, UserError } from './cli/command';
import { synth } from './cli/load-options';
import { installPythonTool } from './cli/python-tool';
import { type ScanTarget, scan } from './scan/checkov';
import { disabledOptions, type Resources } from './scan/choices';
import { type IamFinding, iamFindings } from './scan/iam-findings';
import { KeptFindings } from './scan/kept-findings';
import { ownKeptFindings } from './scan/own-kept-findings';
import { policiesOf, type ScannedPolicies } from './scan/policies';
import { scanTools } from './scan/scan-tools';
import { plannedResources } from './scan/scanned-plan';

const usage = `Usage: npm run scan [-- <plan.json> …]

Scans the synthesized stacks for AWS, or plans in the format of terraform show -json, for insecure settings: all resources
with checkov, and IAM policies with parliament and cloudsplaining. Exits with 1 if anything is found.

.checkov.yaml lists the checks of checkov that are always skipped, with reasons. Checks that require an option that main.ts
does not set are also skipped, and listed. .iam-findings.json lists findings in policies that stay, with reasons.

The three are installed into a cache folder (~/.cache/magicnight) at first use; they need Python 3.11 or newer.
`;

runCommand(usage, {}, async ({ positionals: plans }) => {
  const missing = plans.find((plan) => !existsSync(plan));
  if (missing) throw new UserError(`The file ${missing} does not exist`);
  const kept = new KeptFindings(ownKeptFindings());
  const scans = plans.length > 0 ? plans.map(planScan) : appliedOnAws(await synth()).map(stackScan);
  const python = await installPythonTool(scanTools);
  let failed = 0;
  for (const one of scans) failed += await printScan(python, one, kept);
  // A plan has the policies of one stack, so all entries need not be used.
  const unused = plans.length > 0 ? [] : kept.unused();
  for (const sentence of unused) console.log(sentence);
  if (failed + unused.length > 0) process.exitCode = 1;
});

/** A stack or a plan. */
interface Scan {
  readonly name: string;
  readonly target: ScanTarget;
  readonly resources: Resources;
  readonly policies: ScannedPolicies;
}

function planScan(plan: string): Scan {
  const resource = plannedResources(plan);
  const policies = policiesOf({ resource }, true);
  return { name: plan, target: { plan }, resources: resource, policies };
}

function stackScan(stack: string): Scan {
  const folder = `cdktf.out/stacks/${stack}`;
  const configuration = JSON.parse(readFileSync(`${folder}/cdk.tf.json`, 'utf8'));
  const { resource } = configuration;
  return {
    name: stack,
    target: { folder },
    resources: resource,
    policies: policiesOf(configuration),
  };
}

/** Scans a stack or a plan, prints what is found, and returns how much. */
async function printScan(
  python: string,
  { name, target, resources, policies: { policies, unknown } }: Scan,
  kept: KeptFindings,
): Promise<number> {
  const choices = disabledOptions(resources);
  const skipped = choices.flatMap(({ checks }) => checks);
  const { passed, failed } = await scan(python, target, skipped);
  for (const { check, title, resource } of failed)
    console.log(`${check}  ${resource}\n    ${title}`);
  const findings = kept.failed(await iamFindings(python, policies));
  for (const finding of findings) console.log(formatFinding(finding));
  console.log(
    `${name}: ${passed} checks passed, ${failed.length} failed; IAM policies checked: ${policies.length}, findings: ${findings.length}`,
  );
  for (const { option, checks } of choices) {
    console.log(`  skipped without ${option}: ${checks.join(', ')}`);
  }
  if (unknown.length > 0) {
    console.log(`  IAM policies that only Terraform knows, not checked: ${unknown.join(', ')}`);
  }
  return failed.length + findings.length;
}

function formatFinding({ check, subject, address, title, detail }: IamFinding): string {
  const what = subject === '' ? check : `${check} ${subject}`;
  return `${what}  ${address}\n    ${title}${detail === '' ? '' : `: ${detail}`}`;
}
