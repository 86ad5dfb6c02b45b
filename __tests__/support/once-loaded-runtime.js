const { AsyncLocalStorage } = require('node:async_hooks');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** Large or slow libraries without state that one test file could leave to the next. */
const libraries =
  /^(cdktf|constructs|@cdktf|fast-check|node-html-parser|netmask|fastest-levenshtein|@dagrejs)(\/|$)/;

/** Such libraries of jest itself, which by default are loaded for each test file. */
const ofJest =
  /^(@jest\/(expect|expect-utils|get-type|diff-sequences|pattern|schemas|snapshot-utils)|expect|pretty-format|jest-(diff|each|matcher-utils|message-util|mock|regex-util|snapshot|util))$/;

/** The code under test. It has no state of its own either. */
const ofProject = /[\\/](constructs|commands)[\\/].*\.ts$/;

/** Modules of the project, and their source maps, which lead the stack of an error back to TypeScript. */
const loaded = new Map();
const sourceMaps = new Map();

/** Path of a module, by the importing file and the imported name. */
const paths = new Map();

function pathOf(from, name) {
  const asked = `${from}\n${name}`;
  const path = paths.get(asked) ?? createRequire(from).resolve(name);
  paths.set(asked, path);
  return path;
}

/**
 * Jest's runtime, except that each worker loads some libraries and the project's modules only once, as jest does with the
 * modules of Node.js, and not for each test file. This halves the time of the unit tests. `jest.mock` has no effect on these
 * libraries. A test file that mocks a module of the project loads the project for itself. Requires one-realm-environment.js.
 */
module.exports = class OnceLoadedRuntime extends Runtime {
  #storages = [];
  #keepsModules;

  constructor(...args) {
    super(...args);
    this.#keepsModules = !/\bjest\.(doM|m)ock\(/.test(readFileSync(this._testPath, 'utf8'));
    if (!this.#keepsModules) return;
    for (const [path, module] of loaded) this.registries.getActiveCjsRegistry().set(path, module);
  }

  requireModuleOrMock(from, name) {
    if (libraries.test(name)) return this._environment.loadOnce(pathOf(from, name));
    return super.requireModuleOrMock(from, name);
  }

  requireInternalModule(from, name) {
    if (ofJest.test(name)) return this._environment.loadOnce(pathOf(from, name));
    if (name !== 'node:async_hooks') return super.requireInternalModule(from, name);
    // Before Node.js 24, a storage that is not disabled slows down each promise until the worker ends.
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

  getSourceMaps() {
    for (const [path, map] of super.getSourceMaps()) sourceMaps.set(path, map);
    return sourceMaps;
  }

  teardown() {
    this.getSourceMaps();
    for (const [path, module] of this.registries.getActiveCjsRegistry()) {
      if (this.#keepsModules && module.loaded && ofProject.test(path)) loaded.set(path, module);
    }
    for (const storage of this.#storages) storage.disable();
    super.teardown();
  }
};
