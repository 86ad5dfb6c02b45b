import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import type { RegistryOptions } from '../../constructs/options/environment/registry-options';
import { services } from '../shipped/services';
import { everyService } from './all-service-options';
import type { StackOptions } from './random-options';

/** Quotas of Fargate in an account that runs many tasks. */
const raisedQuotas = { fargateVcpus: 400, fargateSpotVcpus: 400 };

/** The options that main.ts is shipped with. */
export const shippedOptions: StackOptions = {
  services,
  options: { region: 'eu-central-1', network: { nat: 'single' }, https: false },
  ec2Capacity: { instanceTypes: ['t3.small'] },
};

const everyOption: EnvironmentOptions = {
  region: 'eu-west-1',
  network: {
    ...{ nat: 'per-az', zones: ['c', 'a', 'b'], cidr: '10.8.0.0/20' },
    ...{ endpoints: true, flowLogs: true },
  },
  https: { domain: 'shop.example.com', zone: 'example.com' },
  production: true,
  waf: { requestsPerFiveMinutes: 5000 },
  desyncMitigation: 'strictest',
  accessLogs: true,
  alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms',
  pullThroughCaches: ['hub'],
  quotas: raisedQuotas,
};

/** All options that can be combined. */
export const fullOptions: StackOptions = {
  // The text of services.ts, evaluated as JavaScript: without the import and the type.
  services: new Function(
    everyService.replace(/^import .*\n/m, '').replace(/^export .*=/m, 'return'),
  )(),
  options: everyOption,
  ec2Capacity: { instanceTypes: ['m7i.2xlarge'], spotPercent: 30, xray: 'daemon' },
};

/** The alternatives: an existing VPC, `awsvpc` on EC2, and X-Ray as a sidecar. */
export const otherOptions: StackOptions = {
  ...fullOptions,
  options: {
    region: 'us-east-1',
    network: {
      vpcId: 'vpc-01234567',
      publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
      taskSubnetIds: ['subnet-0000000c'],
    },
    https: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b' },
    quotas: raisedQuotas,
  },
  ec2Capacity: { instanceTypes: ['m5.4xlarge', 'm6i.4xlarge'], networkMode: 'awsvpc' },
};

/** All options of the registry stack. */
export const everyRegistry: RegistryOptions = {
  zone: 'example.com',
  gitlab: { project: 'group/shop' },
};
