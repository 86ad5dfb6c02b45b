const { default: TestRunner } = require('jest-runner');

/**
 * Files that need neither a port of their own choice nor the providers that `terraform validate` keeps: they wait for an
 * emulator most of the time.
 */
const besideOthers =
  /\/real\/(emulator-instances|empty-account|load-balancer-ports|hcl-example|modules|pipeline|plans|publish|rehearsal-ends|review-page|scan|taskdef)\.test\.ts$/;

/**
 * Runs test files in two lanes, each one file after the other: they share ports, the engine and the cores, but one lane
 * computes while the other waits, also on two cores, of which jest leaves one to others. With --runInBand there is one lane.
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
