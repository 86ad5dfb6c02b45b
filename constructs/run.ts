import { writeFileSync } from 'node:fs';
import type { ServicesApp } from './app';
import { writeModules } from './hcl-module/module-files';
import { permissionReport } from './iam/permission-report';
import { staleImages } from './images/pushed-images';
import { ValidationError } from './options/validation-issues';
import { isOnEc2 } from './stacks/ec2-stack';
import { RegistryStack } from './stacks/registry-stack';
import { formatEc2Capacity } from './synth/capacity-summary';
import { formatEgressPrices } from './synth/egress-prices';
import { copyLockFiles } from './synth/generated-files';
import { formatLoadBalancer } from './synth/load-balancer-summary';
import { writeManifest } from './synth/manifest';
import { writeReviewFiles } from './synth/review-files';
import { formatSummary } from './synth/summary';
import { accountQuotaWarnings } from './validation/account-quota-warnings';
import { hostnameWarnings } from './validation/clashing-names';
import { environmentWarnings } from './validation/environment-warnings';

/**
 * Synthesizes an app, writes the files that people and commands read besides the stacks, and prints a summary. Options that are
 * not valid, and folders that cannot be written to, are reported without a stack trace; the exit code is then 1.
 *
 * @param create returns the app. It may add constructs to the stacks, and further stacks. If it throws, nothing is written.
 */
export function run(create: () => ServicesApp): void {
  try {
    synthesize(create());
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const cannotWrite = /^(EACCES|EEXIST|EISDIR|ENOSPC|ENOTDIR|EPERM|EROFS)$/.test(code ?? '');
    if (!cannotWrite && !(error instanceof ValidationError)) throw error;
    console.error(message);
    process.exitCode = 1;
  }
}

function synthesize(app: ServicesApp): void {
  app.synth();
  const { outdir, commandManifest: manifest } = app;
  copyLockFiles(outdir, manifest.stacks);
  writeManifest(outdir, manifest);
  // A command synthesizes only the stacks that it needs, for itself.
  if (!app.isWhole) return;
  const files = writeReports(app);
  const { services, environments } = app.resolved;
  const paragraphs = [
    ...environments.map(formatEgressPrices),
    ...environments.filter(({ loadBalancer }) => loadBalancer).map(formatLoadBalancer),
    ...environments.filter(isOnEc2).map(formatEc2Capacity),
  ];
  const { stacks } = manifest;
  console.log(formatSummary({ services, stacks, paragraphs, files }));
  const ofEach = environments.flatMap(environmentWarnings);
  const warnings = new Set([
    ...ofEach,
    ...hostnameWarnings(environments),
    ...accountQuotaWarnings(environments),
    ...app.appliedStacks.flatMap((stack) => (stack instanceof RegistryStack ? stack.warnings : [])),
  ]);
  for (const warning of warnings) console.error(`Warning: ${warning}`);
  for (const stack of stacks) {
    const stale = staleImages(`${outdir}/stacks/${stack}`, manifest.project, services);
    for (const warning of stale) console.error(warning);
  }
}

/** @returns the written files, for the summary. */
function writeReports(app: ServicesApp): string[] {
  const { outdir, appliedStacks, modules, resolved } = app;
  const permissions = `${outdir}/permissions.md`;
  writeFileSync(permissions, permissionReport(resolved.project, appliedStacks));
  const reviewFiles = writeReviewFiles(app, appliedStacks);
  const moduleFiles = writeModules(app, modules, resolved);
  return [permissions, ...reviewFiles, ...(modules.length > 0 ? moduleFiles : [])];
}
