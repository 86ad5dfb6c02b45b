// The same speed-ups as in main.ts (before-cdktf.ts), for tests.

// cdktf records a stack trace for each token, for its own messages. jest maps each line of it back to TypeScript, which would
// take half of the time of these tests.
jest.mock('cdktf/lib/tokens/private/stack-trace', () => ({ captureStackTrace: () => [] }));

// cdktf loads an archiver for TerraformAsset in each test file. Here it is loaded at its first call.
const archiver = 'cdktf/node_modules/archiver';
jest.doMock(
  archiver,
  () =>
    (...args: unknown[]) =>
      jest.requireActual(archiver)(...args),
);
