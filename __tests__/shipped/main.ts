import './before-cdktf';

import { type EnvironmentOptions, run, ServicesApp } from './constructs';
import { services } from './services';

/** The environment of the services on AWS. docs/options.md lists all options. */
const options: EnvironmentOptions = {
  region: 'eu-central-1',
  // npm run synth prints the price of each choice.
  network: { nat: 'single' },
  // For HTTPS, set your domain: { domain: 'shop.example.com', zone: 'example.com' }.
  https: false,
};

run(
  () =>
    new ServicesApp({
      // All names begin with it.
      project: 'magicnight',
      services,
      // A stack for each: the same services on Fargate, and on EC2 instances.
      environments: { fargate: options, ec2: { ...options, ec2: { instanceTypes: ['t3.small'] } } },
      // Resources to create first, besides the repositories: a hosted zone, and roles for the pipelines of a GitLab project.
      registry: {},
      // For HCL users, who call the same services as a module from their own configurations.
      modules: 'fargate',
    }),
);
