const { default: TestRunner } = require('jest-runner');
const { basename } = require('node:path');

/**
 * Test files for the lanes beside the first, longest first. They use no fixed port and not the provider cache of the
 * `validate` tests, and mostly wait: for an emulator, or for the AWS provider, which asks every few seconds whether a resource
 * is ready.
 */
const besideOthers = [
  'rehearsal',
  'hcl-example',
  'pipeline',
  'modules',
  'shared-load-balancer',
  'package',
  'plans',
  'empty-account',
  'upgrade',
  'cdk-terrain',
  'rehearsal-ends',
  'publish',
  'taskdef',
  'review-page',
  'scan',
  'iam-findings',
  'emulator-instances',
  'load-balancer-ports',
  'new-project',
];

/** Place of a test file in the order above; -1 if it is for the first lane. */
const order = ({ path }) =>
  path.includes('/real/') ? besideOthers.indexOf(basename(path, '.test.ts')) : -1;

/**
 * Runs test files in three lanes, one file at a time in each. More files at a time would compete for the Docker Engine and the
 * cores. With three lanes, one computes while the others wait. By default, jest would use only one worker on two cores. With
 * --runInBand there is one lane.
 */
module.exports = class LanesRunner {
  supportsEventEmitters = true;

  constructor(globalConfig, context) {
    this.isOneLane = Boolean(globalConfig.runInBand || globalConfig.detectOpenHandles);
    this.first = new TestRunner({ ...globalConfig, maxWorkers: 1 }, context);
    this.others = new TestRunner({ ...globalConfig, maxWorkers: 2 }, context);
  }

  on(event, listener) {
    const ends = [this.first, this.others].map((lane) => lane.on(event, listener));
    return () => {
      for (const end of ends) end();
    };
  }

  async runTests(tests, watcher, options) {
    const ofFirst = tests.filter((test) => order(test) < 0);
    const ofOthers = tests.filter((test) => order(test) >= 0).sort((a, b) => order(a) - order(b));
    if (this.isOneLane || ofOthers.length === 0) {
      return this.first.runTests(tests, watcher, { ...options, serial: true });
    }
    const inWorker = { ...options, serial: false };
    await Promise.all([
      ...(ofFirst.length > 0 ? [this.first.runTests(ofFirst, watcher, inWorker)] : []),
      this.others.runTests(ofOthers, watcher, inWorker),
    ]);
  }
};
