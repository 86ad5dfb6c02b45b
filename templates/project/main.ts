import { type EnvironmentOptions, run, ServicesApp } from 'magicnight';
import { services } from './services';

const staging: EnvironmentOptions = {
  region: 'eu-central-1',
  // Each task has a public address, to which only the load balancer can connect: the cheapest network for a few tasks. npm run
  // synth prints the prices of all choices.
  network: { nat: 'none', publicTasks: true },
  // Not encrypted. For HTTPS, set your domain: { domain: 'staging.example.com', zone: 'example.com' }.
  https: false,
};

const production: EnvironmentOptions = {
  region: 'eu-central-1',
  // Tasks have private addresses only, and share one NAT gateway. 'per-az' has one in each zone, in case a zone fails.
  network: { nat: 'single' },
  https: false,
  // Protects the load balancer from deletion and attacks, and has alarms and more logs. Each can be disabled.
  production: true,
};

run(
  () =>
    new ServicesApp({
      // All names on AWS and on this machine begin with it.
      project: '{{project}}',
      services,
      environments: { staging, production },
      // Resources to create first, besides the image repositories. For roles of a pipeline: { gitlab: { project: 'group/{{project}}' } }.
      registry: {},
    }),
);
