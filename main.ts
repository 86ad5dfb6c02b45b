import './before-cdktf';

import { App } from 'cdktf';
import { LocalStack } from './constructs/local-stack';
import { InvalidDescription } from './constructs/problems';
import { resolveServices } from './constructs/service';
import { summary } from './constructs/summary';
import { services as descriptions } from './services';

try {
  const services = resolveServices(descriptions);
  const app = new App({
    // cdktf.json's flags are only known to the cdktf command; here they are known to a run of this file, too.
    context: { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true },
  });
  new LocalStack(app, 'local', { services });
  app.synth();
  console.log(summary(services));
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const cannotWrite = /^(EACCES|EEXIST|ENOSPC|ENOTDIR|EPERM|EROFS)$/.test(code ?? '');
  if (!cannotWrite && !(error instanceof InvalidDescription)) throw error;
  console.error(message);
  process.exitCode = 1;
}
