const { default: TestRunner } = require('jest-runner');

/** Runs test files one after the other, whatever the number of workers: they share ports, the engine and the cores. */
module.exports = class SerialRunner extends TestRunner {
  isSerial = true;
};
