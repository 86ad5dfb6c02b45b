import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import { applyDefaults } from '../../../../constructs/options/environment/resolved-environment';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import {
  checkFargateQuotas,
  fargateQuotaWarnings,
} from '../../../../constructs/validation/fargate-quota-checks';

/** A service that can have 4 tasks of 1 vCPU. */
const web: ServiceOptions = {
  ...{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
  ...{ cpuUnits: 1024, memoryMiB: 2048 },
};
const environmentOf = (options: object, ...services: ServiceOptions[]) =>
  applyDefaults(
    { project: 'magicnight', name: 'production', services: resolveServices(services) },
    {
      ...{ region: 'eu-central-1', network: { nat: 'single' }, https: false },
      ...options,
    } as EnvironmentOptions,
  );
const problems = (options: object, ...services: ServiceOptions[]) => {
  const all: string[] = [];
  checkFargateQuotas(environmentOf(options, ...services), all);
  return all;
};
const warnings = (options: object, ...services: ServiceOptions[]) =>
  fargateQuotaWarnings(environmentOf(options, ...services));

test('more vCPUs on Fargate than the quota are an error', () => {
  const two = { ...web, name: 'two', routes: ['/two'], scaling: { maxTasks: 3 } };
  expect(problems({}, web, two)).toEqual([
    'main.ts: environments.production.quotas.fargateVcpus must be at least 7, the vCPUs of maxTasks tasks of all services, got 6; reduce maxTasks or cpuUnits, or ask AWS for 7 "Fargate On-Demand vCPU resource count", unless the account has them, and set quotas.fargateVcpus to that',
  ]);
  expect(problems({ quotas: { fargateVcpus: 7 } }, web, two)).toEqual([]);
  expect(problems({}, web, { ...two, scaling: { maxTasks: 2 } })).toEqual([]);
});

test('Spot has a quota of its own', () => {
  const spot = { ...web, scaling: { maxTasks: 13 }, spotPercent: 50 };
  const rest =
    'the vCPUs of maxTasks tasks of all services, got 6; reduce maxTasks or cpuUnits, or ask AWS for 7';
  expect(problems({}, spot)).toEqual([
    `main.ts: environments.production.quotas.fargateVcpus must be at least 7, ${rest} "Fargate On-Demand vCPU resource count", unless the account has them, and set quotas.fargateVcpus to that`,
    `main.ts: environments.production.quotas.fargateSpotVcpus must be at least 7, ${rest} "Fargate Spot vCPU resource count", unless the account has them, and set quotas.fargateSpotVcpus to that`,
  ]);
  expect(problems({}, { ...spot, scaling: { maxTasks: 12 } })).toEqual([]);
});

test('tasks on EC2 instances do not count', () => {
  expect(problems({ ec2: {} }, { ...web, scaling: { maxTasks: 100 } })).toEqual([]);
  expect(warnings({ ec2: {} }, { ...web, scaling: { maxTasks: 100 } })).toEqual([]);
});

test('a quota that does not allow the old and the new tasks of a deployment is a warning', () => {
  expect(warnings({}, web)).toEqual([
    'main.ts: environments.production.quotas.fargateVcpus is 6: a deployment of all services at maxTasks needs 8 vCPUs, and waits until tasks are removed; ask AWS for 8 "Fargate On-Demand vCPU resource count", unless the account has them, and set quotas.fargateVcpus to that',
  ]);
  expect(warnings({}, { ...web, scaling: { maxTasks: 3 } })).toEqual([]);
  expect(warnings({ quotas: { fargateVcpus: 8 } }, web)).toEqual([]);
});
