/**
 * Writes the descriptions that both checkouts synthesize:
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
import type { RegistryOptions } from '../../constructs/registry-description';
import type { SiteOptions } from '../../constructs/site-description';
import {
  everyDescription,
  everyRegistry,
  otherDescription,
  shippedDescriptions,
} from '../every-stack';
import { type Descriptions, validDescriptions } from '../random-descriptions';
import type { CaseFile, GuardCase } from './case-file';

/** The same cases at each run: a difference can be looked for until it is gone. */
const seed = 1;
const randomCases = 100;

/** What random descriptions have no choice of, written or left out. */
const moreOptions: Arbitrary<Partial<SiteOptions>> = record(
  {
    deletionProtection: boolean(),
    accessLogs: boolean(),
    waf: boolean(),
    alarms: boolean(),
    xrayImage: constant('123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/xray:3'),
  },
  { requiredKeys: [] },
);

const oneIn = (count: number) => integer({ min: 1, max: count }).map((drawn) => drawn === 1);

const random = record({
  descriptions: validDescriptions,
  moreOptions,
  // Now and then.
  isExistingVpc: oneIn(5),
  isWithoutHosts: oneIn(8),
  registry: constantFrom<RegistryOptions>(
    {},
    { zone: 'example.com' },
    { gitlab: { project: 'group/shop', protectedBranch: 'trunk', existingProvider: true } },
    everyRegistry,
  ),
}).map(({ descriptions, registry, ...drawn }) => {
  const { options, hosts, services } = descriptions;
  const network = drawn.isExistingVpc ? otherDescription.options.network : options.network;
  return {
    services,
    options: { ...options, ...drawn.moreOptions, network },
    ...(drawn.isWithoutHosts ? {} : { hosts }),
    registry,
  };
});

const named = (name: string, all: Descriptions, registry: RegistryOptions = {}): GuardCase => ({
  ...{ name, ...all, registry, modules: true },
});

/** What is refused stays refused: by a rule of services.ts, by one of main.ts, and by one of both together. */
const wrong: readonly GuardCase[] = [
  named('wrong-size', {
    ...shippedDescriptions,
    services: shippedDescriptions.services.map((one) => ({ ...one, memoryMiB: 1 })),
  }),
  named('wrong-region', {
    ...shippedDescriptions,
    options: { ...shippedDescriptions.options, region: 'frankfurt' },
  }),
  named('wrong-hosts', { ...everyDescription, hosts: { instanceTypes: ['t3.nano'] } }),
];

const cases: readonly GuardCase[] = [
  named('shipped', shippedDescriptions),
  named('every', everyDescription, everyRegistry),
  named('other', otherDescription),
  ...wrong,
  ...sample(random, { seed, numRuns: randomCases }).map((all, index) => ({
    name: `random-${String(index + 1).padStart(3, '0')}`,
    ...all,
    // Those of all would take half as long again as all the rest.
    modules: index % 4 === 0,
  })),
];

const [file = ''] = process.argv.slice(2);
const written: CaseFile = { version: 1, cases };
// Without fields that are undefined, which JSON does not know.
writeFileSync(file, JSON.stringify(written));
