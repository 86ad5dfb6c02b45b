const shared = {
  testEnvironment: 'node',
  // The api is ESM and the tests are TypeScript; both are transformed to CommonJS.
  transform: {
    '\\.[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: true,
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/containers/.*/node_modules'],
};

/**
 * Four layers of tests: unit tests, the project's programs as processes, and two layers that need more software on the
 * machine (see __tests__/support/needs.ts).
 */
module.exports = {
  reporters: ['default', '<rootDir>/__tests__/support/skipped-tests-reporter.js'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/unit/**/*.test.ts'],
      testEnvironment: '<rootDir>/__tests__/support/one-realm-environment.js',
      runtime: '<rootDir>/__tests__/support/once-loaded-runtime.js',
    },
    {
      ...shared,
      displayName: 'commands',
      testMatch: ['<rootDir>/__tests__/commands/*.test.ts'],
      setupFiles: ['<rootDir>/__tests__/support/light-cdktf.ts'],
      setupFilesAfterEnv: ['<rootDir>/__tests__/support/slow.ts'],
    },
    {
      ...shared,
      displayName: 'validate',
      runner: '<rootDir>/__tests__/support/lanes-runner.js',
      testMatch: ['<rootDir>/__tests__/validate/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/__tests__/support/slow.ts'],
    },
    {
      ...shared,
      displayName: 'real',
      runner: '<rootDir>/__tests__/support/lanes-runner.js',
      testMatch: ['<rootDir>/__tests__/real/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/__tests__/support/slow.ts'],
    },
  ],
};
