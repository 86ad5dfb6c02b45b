import './before-cdktf';

import { writeFileSync } from 'node:fs';
import { App, type TerraformStack } from 'cdktf';
import { writeModules } from './constructs/hcl-module/module-files';
import { moduleStacks } from './constructs/hcl-module/module-stack';
import { permissionReport } from './constructs/iam/permission-report';
import { staleImages } from './constructs/images/pushed-images';
import {
  type Ec2CapacityOptions,
  resolveEc2Capacity,
} from './constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from './constructs/options/environment/environment-options';
import type { RegistryOptions } from './constructs/options/environment/registry-options';
import { resolveServices } from './constructs/options/service/resolve-services';
import { ValidationError } from './constructs/options/validation-issues';
import { Ec2Stack } from './constructs/stacks/ec2-stack';
import { FargateStack } from './constructs/stacks/fargate-stack';
import { LocalStack } from './constructs/stacks/local-stack';
import { RegistryStack } from './constructs/stacks/registry-stack';
import { formatEc2Capacity } from './constructs/synth/capacity-summary';
import { formatEgressPrices } from './constructs/synth/egress-prices';
import { copyLockFiles } from './constructs/synth/generated-files';
import { writeReviewFiles } from './constructs/synth/review-files';
import { formatSummary } from './constructs/synth/summary';
import { environmentWarnings } from './constructs/validation/environment-warnings';
import { resolveEnvironment } from './constructs/validation/resolve-environment';
import { services as serviceOptions } from './services';

/** The environment of the services on AWS. docs/options.md lists all options. */
const options: EnvironmentOptions = {
  region: 'eu-central-1',
  // npm run synth prints the price of each choice.
  network: { nat: 'single' },
  // For HTTPS, set your domain: { domain: 'shop.example.com', zone: 'example.com' }.
  https: false,
};

/** Resources to create first, besides the repositories: a hosted zone, and roles for the pipelines of a GitLab project. */
const registry: RegistryOptions = {};

/** EC2 instances of the stack ec2. With undefined, there is no stack ec2. */
const ec2Capacity: Ec2CapacityOptions | undefined = { instanceTypes: ['t3.small'] };

try {
  const services = resolveServices(serviceOptions);
  const environment = resolveEnvironment(options, registry, services, ec2Capacity);
  const onEc2 = ec2Capacity && { ...environment, ec2Capacity: resolveEc2Capacity(ec2Capacity) };
  const app = new App({
    // Not in cdktf.json, which only the cdktf command reads: this file also runs without it.
    context: { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true },
  });
  new LocalStack(app, 'local', { services });
  const registryStack = new RegistryStack(app, 'registry', { ...environment, ...registry });
  const awsStacks = [
    new FargateStack(app, 'fargate', environment),
    ...(onEc2 ? [new Ec2Stack(app, 'ec2', onEc2)] : []),
  ];
  // For HCL users, who call the same services as a module from their own configurations.
  const modules = moduleStacks(app, environment);
  app.synth();
  const permissions = `${app.outdir}/permissions.md`;
  writeFileSync(permissions, permissionReport([registryStack, ...awsStacks]));
  const others = app.node.children.filter((one) => modules.every((module) => module !== one));
  const applied = others as TerraformStack[];
  const reviewFiles = writeReviewFiles(app, applied);
  const stacks = applied.map(({ node }) => node.id);
  copyLockFiles(app.outdir, stacks);
  const moduleFiles = writeModules(app, modules, services);
  const paragraphs = [
    formatEgressPrices(environment),
    ...(onEc2 ? [formatEc2Capacity(onEc2, onEc2.ec2Capacity)] : []),
  ];
  console.log(
    formatSummary({
      services,
      stacks,
      paragraphs,
      files: [permissions, ...reviewFiles, ...moduleFiles],
    }),
  );
  for (const warning of environmentWarnings(environment)) console.error(`Warning: ${warning}`);
  for (const stack of stacks) {
    for (const stale of staleImages(`${app.outdir}/stacks/${stack}`, services))
      console.error(stale);
  }
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const cannotWrite = /^(EACCES|EEXIST|EISDIR|ENOSPC|ENOTDIR|EPERM|EROFS)$/.test(code ?? '');
  if (!cannotWrite && !(error instanceof ValidationError)) throw error;
  console.error(message);
  process.exitCode = 1;
}
