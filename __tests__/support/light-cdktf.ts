// The same speed-ups as in main.ts (before-cdktf.ts), for tests.

// cdktf notes where each token was made, for messages of its own, by a whole stack trace. jest translates each
// line of it back to TypeScript: half of the time of these tests.
jest.mock('cdktf/lib/tokens/private/stack-trace', () => ({ captureStackTrace: () => [] }));

// cdktf loads an archiver for TerraformAsset in each test file. It is loaded when it is called instead.
const archiver = 'cdktf/node_modules/archiver';
jest.doMock(
  archiver,
  () =>
    (...args: unknown[]) =>
      jest.requireActual(archiver)(...args),
);
