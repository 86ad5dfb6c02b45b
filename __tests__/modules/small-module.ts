import { readFileSync } from 'node:fs';
import type { ModuleDescription } from '../../constructs/hcl-module/module-readme';

/** A module with a network of its own, two services, and two required inputs. */
export const smallModule: ModuleDescription = {
  name: 'small',
  version: '0.1.0',
  services: [
    {
      name: 'site-a',
      image: 'magicnight/web',
      size: '0.25 vCPU, 512 MiB',
      routes: ['/a', 'a.example.com/'],
    },
    { name: 'api', image: 'magicnight/api', size: '1 vCPU, 2048 MiB', routes: ['/api'] },
  ],
  configuration: {
    terraform: {
      required_version: '>= 1.9',
      required_providers: { aws: { source: 'hashicorp/aws', version: '>= 6.25, < 7' } },
    },
    variable: {
      site_a_image: { type: 'string', description: 'Image of site-a, with its tag or digest.' },
      name_prefix: { type: 'string', description: 'Begins every name.' },
      vpc_cidr: { type: 'string', description: 'Addresses.', default: '10.0.0.0/16' },
    },
    data: { aws_region: { current: {} } },
    resource: { aws_vpc: { network: {} } },
    output: { url: { description: 'Where the services answer.' } },
  },
};

/** Its README. */
export const smallReadme = readFileSync('__tests__/modules/small-module.md', 'utf8');
