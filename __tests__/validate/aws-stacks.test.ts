import { join } from 'node:path';
import { replaceIn, writeOptions } from '../support/main-options';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { expectValid } from './terraform-validate';

const everything = `region: 'eu-west-1',
  network: { nat: 'per-az', zones: ['c', 'a', 'b'], cidr: '10.8.0.0/20', endpoints: true, flowLogs: true },
  https: { domain: 'shop.example.com', zone: 'example.com' },
  production: true,
  quotas: { rulesPerLoadBalancer: 150 },`;

const existing = `region: 'us-east-1',
  network: {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
  },
  https: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b' },
  waf: true,
  accessLogs: true,`;

describeWith(['terraform'], 'terraform validate of the stacks for AWS', () => {
  test.each([
    ['as they are shipped', undefined],
    ['regional NAT', `region: 'eu-central-1', network: { nat: 'regional' }, https: false,`],
    ['endpoints only', `region: 'eu-central-1', network: { nat: 'none' }, https: false,`],
    ['everything switched on', everything],
    ['a VPC and a certificate that are there', existing],
  ])('%s', (_what, options) => {
    const { folder, remove } = copyProject();
    if (options) writeOptions(folder, options);
    if (options === everything) {
      const more = "RegistryOptions = { zone: 'example.com', gitlab: { project: 'group/shop' } }";
      replaceIn(join(folder, 'main.ts'), 'RegistryOptions = {}', more);
    }
    expectValid(folder, ['registry', 'fargate', 'ec2']);
    remove();
  });
});
