const { readFileSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { dirname } = require('node:path');
const { compileFunction } = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/** Of each worker: its realm, how the realm was before any test, and the libraries that were loaded in it. */
let environment;
let original;
const loaded = new Map();

/**
 * The environment of jest for Node.js, but one for all test files that a worker runs, one after the other, so that
 * libraries can stay loaded (once-loaded-runtime.js) and compiled. They need the realm of the tests: CDKTF merges only
 * what is an `Object` of its own realm. After each file the globals, `process` and its environment are as they were.
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
  // Its map of tokens is a global.
  loadOnce(require.resolve('cdktf'));
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
  // Else all that was ever synthesized stays in memory.
  const { __cdktfTokenMap: tokens } = environment.global;
  tokens.stringTokenMap.clear();
  tokens.numberTokenMap.clear();
  tokens.tokenCounter = 0;
  environment._globalProxy.leftovers = [];
}

/** A CommonJS module with all that it requires, as Node.js loads it, in the realm of the tests. */
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

// What main.ts does without for its speed (before-cdktf.ts), the unit tests do without, too: the stack trace of each
// token, of which jest translates each line back to TypeScript, and an archiver, which is loaded when it is called.
const ofCdktf = createRequire(require.resolve('cdktf'));
loaded.set(ofCdktf.resolve('./tokens/private/stack-trace'), {
  exports: { captureStackTrace: () => [] },
});
loaded.set(ofCdktf.resolve('archiver'), { exports: (...args) => ofCdktf('archiver')(...args) });
