import { setupJest } from 'cdktf/lib/testing/adapters/jest';

// Not a setup file of jest, because loading the matchers takes longer than most tests. Tests that use them import this file.
setupJest();
