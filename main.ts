import './before-cdktf';

import { App } from 'cdktf';
import { FargateStack } from './constructs/fargate-stack';
import { LocalStack } from './constructs/local-stack';
import { InvalidDescription } from './constructs/problems';
import { oldImages } from './constructs/pushed-images';
import { RegistryStack } from './constructs/registry-stack';
import { resolveServices } from './constructs/service';
import { summary } from './constructs/summary';
import { services as descriptions } from './services';

/** Where the stacks for AWS are. */
const region = 'eu-central-1';

try {
  const services = resolveServices(descriptions);
  const app = new App({
    // cdktf.json's flags are only known to the cdktf command; here they are known to a run of this file, too.
    context: { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true },
  });
  new LocalStack(app, 'local', { services });
  new RegistryStack(app, 'registry', { services, region });
  // One NAT gateway: about 33 USD a month. 'per-az' survives the loss of a zone, 'none' costs nothing (see Nat).
  new FargateStack(app, 'fargate', { services, region, nat: 'single' });
  app.synth();
  const stacks = app.node.children.map(({ node }) => node.id);
  console.log(summary(services, stacks));
  for (const stack of stacks) {
    for (const old of oldImages(`${app.outdir}/stacks/${stack}`, services)) console.error(old);
  }
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const cannotWrite = /^(EACCES|EEXIST|ENOSPC|ENOTDIR|EPERM|EROFS)$/.test(code ?? '');
  if (!cannotWrite && !(error instanceof InvalidDescription)) throw error;
  console.error(message);
  process.exitCode = 1;
}
