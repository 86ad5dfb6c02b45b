const { default: TestRunner } = require('jest-runner');

/**
 * Test files for the second lane. They use no fixed port and not the provider cache of the `validate` tests, and mostly wait
 * for an emulator.
 */
const besideOthers =
  /\/real\/(emulator-instances|empty-account|load-balancer-ports|hcl-example|modules|pipeline|plans|publish|rehearsal-ends|review-page|scan|taskdef)\.test\.ts$/;

/**
 * Runs test files in two lanes, one file at a time in each. More files at a time would compete for ports, the Docker Engine
 * and the cores. With two lanes, one computes while the other waits. By default, jest would use only one worker on two cores.
 * With --runInBand there is one lane.
 */
module.exports = class LanesRunner {
  supportsEventEmitters = true;

  constructor(globalConfig, context) {
    const oneWorker = { ...globalConfig, maxWorkers: 1 };
    this.isOneLane = Boolean(globalConfig.runInBand || globalConfig.detectOpenHandles);
    this.lanes = [0, 1].map(() => new TestRunner(oneWorker, context));
  }

  on(event, listener) {
    const ends = this.lanes.map((lane) => lane.on(event, listener));
    return () => {
      for (const end of ends) end();
    };
  }

  async runTests(tests, watcher, options) {
    const [first, second] = this.lanes;
    const ofSecond = tests.filter(({ path }) => besideOthers.test(path));
    const ofFirst = tests.filter((test) => !ofSecond.includes(test));
    if (this.isOneLane || ofFirst.length === 0 || ofSecond.length === 0) {
      return first.runTests(tests, watcher, { ...options, serial: true });
    }
    const inWorker = { ...options, serial: false };
    await Promise.all([
      first.runTests(ofFirst, watcher, inWorker),
      second.runTests(ofSecond, watcher, inWorker),
    ]);
  }
};
