import { setupJest } from 'cdktf/lib/testing/adapters/jest';

// For the files that import this one: to load it takes longer than most tests.
setupJest();
