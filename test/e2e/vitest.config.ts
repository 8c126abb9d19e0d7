import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/support/vscodeSetup.ts'],
    // Each file has a whole VS Code of its own: one at a time.
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    retry: 0,
    // What is waited for comes at once on a machine that has nothing else to do.
    expect: { poll: { timeout: 30_000 } },
  },
});
