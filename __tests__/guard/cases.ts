/**
 * Writes the cases that both checkouts synthesize:
 *
 *     node --import tsx __tests__/guard/cases.ts <cases.json>
 */
import { writeFileSync } from 'node:fs';
import {
  type Arbitrary,
  boolean,
  constant,
  constantFrom,
  integer,
  record,
  sample,
} from 'fast-check';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import type { RegistryOptions } from '../../constructs/options/environment/registry-options';
import { everyRegistry, fullOptions, otherOptions, shippedOptions } from '../support/all-options';
import { type StackOptions, validOptions } from '../support/random-options';
import type { CaseFile, GuardCase } from './case-file';

/** Fixed seed: each run has the same cases, so that a difference can be reproduced until it is fixed. */
const seed = 1;
const randomCases = 100;

/** Options that random cases do not vary, present or absent. */
const moreOptions: Arbitrary<Partial<EnvironmentOptions>> = record(
  {
    deletionProtection: boolean(),
    accessLogs: boolean(),
    waf: boolean(),
    alarms: boolean(),
    collectorImage: constant('123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/otel:1'),
    xrayImage: constant('123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/xray:3'),
  },
  { requiredKeys: [] },
);

const oneIn = (count: number) => integer({ min: 1, max: count }).map((drawn) => drawn === 1);

const random = record({
  all: validOptions,
  moreOptions,
  // Occasionally.
  isExistingVpc: oneIn(5),
  isWithoutHosts: oneIn(8),
  registry: constantFrom<RegistryOptions>(
    {},
    { zone: 'example.com' },
    { gitlab: { project: 'group/shop', protectedBranch: 'trunk', existingProvider: true } },
    everyRegistry,
  ),
}).map(({ all, registry, ...drawn }) => {
  const { options, ec2Capacity, services } = all;
  const network = drawn.isExistingVpc ? otherOptions.options.network : options.network;
  return {
    services,
    options: { ...options, ...drawn.moreOptions, network },
    ...(drawn.isWithoutHosts ? {} : { hosts: ec2Capacity }),
    registry,
  };
});

const named = (
  name: string,
  { ec2Capacity, ...all }: StackOptions,
  registry: RegistryOptions = {},
): GuardCase => ({
  ...{ name, ...all, hosts: ec2Capacity, registry, modules: true },
});

/** Rejected options must stay rejected: by a rule of services.ts, by one of main.ts, and by one of both. */
const wrong: readonly GuardCase[] = [
  named('wrong-size', {
    ...shippedOptions,
    services: shippedOptions.services.map((one) => ({ ...one, memoryMiB: 1 })),
  }),
  named('wrong-region', {
    ...shippedOptions,
    options: { ...shippedOptions.options, region: 'frankfurt' },
  }),
  named('wrong-hosts', { ...fullOptions, ec2Capacity: { instanceTypes: ['t3.nano'] } }),
];

const cases: readonly GuardCase[] = [
  named('shipped', shippedOptions),
  named('every', fullOptions, everyRegistry),
  named('other', otherOptions),
  ...wrong,
  ...sample(random, { seed, numRuns: randomCases }).map((all, index) => ({
    name: `random-${String(index + 1).padStart(3, '0')}`,
    ...all,
    // Modules of all cases would add half of the total time.
    modules: index % 4 === 0,
  })),
];

const [file = ''] = process.argv.slice(2);
const written: CaseFile = { version: 1, cases };
// Without undefined fields, which JSON does not support.
writeFileSync(file, JSON.stringify(written));
