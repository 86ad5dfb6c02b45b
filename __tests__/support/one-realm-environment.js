const { readFileSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { dirname } = require('node:path');
const { compileFunction } = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/** Of this worker: its realm, the properties of the realm before any test, and the libraries loaded in it. */
let environment;
let original;
const loaded = new Map();

/**
 * Jest's environment for Node.js, except that all test files of a worker share one realm, so that libraries stay loaded
 * (once-loaded-runtime.js) and compiled. The libraries must be in the realm of the tests, because CDKTF merges a value only
 * if it is an `Object` of CDKTF's own realm. After each file, the globals, `process` and `process.env` are restored.
 */
module.exports = class OneRealmEnvironment {
  constructor(config, context) {
    environment ??= prepared(new TestEnvironment(config, context));
    // biome-ignore lint/correctness/noConstructorReturn: jest calls it with `new`.
    return environment;
  }
};

function prepared(first) {
  const { global } = first;
  environment = Object.assign(first, { loadOnce, teardown });
  // Before the globals are recorded, because the token map of CDKTF and the matchers of expect are globals.
  loadOnce(require.resolve('cdktf'));
  loadOnce(createRequire(require.resolve('jest')).resolve('@jest/expect'));
  original = [global, global.process, global.process.env].map((one) => [
    one,
    Object.getOwnPropertyDescriptors(one),
  ]);
  return first;
}

async function teardown() {
  environment.fakeTimersModern.useRealTimers();
  for (const [one, properties] of original) {
    for (const key of Reflect.ownKeys(one)) {
      if (!Object.hasOwn(properties, key)) Reflect.deleteProperty(one, key);
    }
    for (const key of Reflect.ownKeys(properties)) {
      Reflect.defineProperty(one, key, properties[key]);
    }
  }
  environment.global.process.removeAllListeners();
  // Otherwise the tokens of all tests would stay in memory.
  const { __cdktfTokenMap: tokens } = environment.global;
  tokens.stringTokenMap.clear();
  tokens.numberTokenMap.clear();
  tokens.tokenCounter = 0;
  environment._globalProxy.leftovers = [];
}

/** Loads a CommonJS module and its dependencies in the realm of the tests, as Node.js would, and only once. */
function loadOnce(file) {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {}, filename: file };
  loaded.set(file, module);
  const parameters = ['module', 'exports', 'require', '__filename', '__dirname'];
  const run = compileFunction(readFileSync(file, 'utf8'), parameters, {
    filename: file,
    parsingContext: environment.context,
  });
  run.call(module.exports, module, module.exports, requireOf(file), file, dirname(file));
  return module.exports;
}

function requireOf(file) {
  const require = createRequire(file);
  const requireOnce = (name) => {
    const path = require.resolve(name);
    return isBuiltin(name) || !/\.c?js$/.test(path) ? require(path) : loadOnce(path);
  };
  return Object.assign(requireOnce, { resolve: require.resolve });
}

// Speeds up cdktf in the unit tests, as before-cdktf.ts does for main.ts. Tokens get no stack trace, of which jest would map
// each line back to TypeScript. The archiver is loaded at its first call.
const ofCdktf = createRequire(require.resolve('cdktf'));
loaded.set(ofCdktf.resolve('./tokens/private/stack-trace'), {
  exports: { captureStackTrace: () => [] },
});
loaded.set(ofCdktf.resolve('archiver'), { exports: (...args) => ofCdktf('archiver')(...args) });
