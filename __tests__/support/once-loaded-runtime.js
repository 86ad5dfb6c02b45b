const { AsyncLocalStorage } = require('node:async_hooks');
const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** Libraries that keep nothing of one test file for the next, and are large or compute much. */
const libraries =
  /^(cdktf|constructs|@cdktf|fast-check|node-html-parser|netmask|fastest-levenshtein|@dagrejs)(\/|$)/;

/** The same of jest's own, which it else loads for each test file. */
const ofJest =
  /^(@jest\/(expect-utils|get-type|diff-sequences|pattern|schemas|snapshot-utils)|pretty-format|jest-(diff|each|matcher-utils|message-util|mock|regex-util|snapshot|util))$/;

/** Where a module is, by who asks for it and its name. */
const paths = new Map();

function pathOf(from, name) {
  const asked = `${from}\n${name}`;
  const path = paths.get(asked) ?? createRequire(from).resolve(name);
  paths.set(asked, path);
  return path;
}

/**
 * The runtime of jest, but as it does with the modules of Node.js, each worker loads some libraries once, and not once a
 * test file: half of the time of the unit tests. `jest.mock` has no effect on them. Needs one-realm-environment.js.
 */
module.exports = class OnceLoadedRuntime extends Runtime {
  #storages = [];

  requireModuleOrMock(from, name) {
    if (libraries.test(name)) return this._environment.loadOnce(pathOf(from, name));
    return super.requireModuleOrMock(from, name);
  }

  requireInternalModule(from, name) {
    if (ofJest.test(name)) return this._environment.loadOnce(pathOf(from, name));
    if (name !== 'node:async_hooks') return super.requireInternalModule(from, name);
    // One that is left makes each promise slower until the worker ends, before Node.js 24.
    const storages = this.#storages;
    return {
      AsyncLocalStorage: class extends AsyncLocalStorage {
        constructor() {
          super();
          storages.push(this);
        }
      },
    };
  }

  teardown() {
    for (const storage of this.#storages) storage.disable();
    super.teardown();
  }
};
