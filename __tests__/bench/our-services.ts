/** Synthesizes services with the constructs, a hundred in each stack: `our-services.ts <number> <outdir>`. */
import '../../before-cdktf';
import { App } from 'cdktf';
import { applyDefaults } from '../../constructs/options/environment/resolved-environment';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import { FargateStack } from '../../constructs/stacks/fargate-stack';

const [count = '', outdir] = process.argv.slice(2);
const perStack = 100;
const services = resolveServices(
  Array.from({ length: Math.min(Number(count), perStack) }, (_, index) => ({
    name: `service-${index}`,
    image: { folder: 'containers/api' },
    // Explicit, so that no two routes get the same priority.
    routes: [{ path: `/service/${index}`, priority: 35_501 + index }],
    healthCheck: { command: ['node', 'healthcheck.js'] },
  })),
);
const environment = applyDefaults(
  { project: 'magicnight', name: 'fargate', services },
  { region: 'eu-central-1', network: { nat: 'none', publicTasks: true }, https: false },
);
const app = new App({
  outdir,
  context: { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true },
});
for (let stack = 0; stack < Number(count) / perStack; stack++) {
  new FargateStack(app, stack === 0 ? 'fargate' : `fargate-${stack}`, environment);
}
app.synth();
