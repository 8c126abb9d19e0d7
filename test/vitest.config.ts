import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/host/**', 'test/e2e/**', 'test/peers/**', 'test/untrusted/**', 'node_modules/**'],
    // Two cores are enough for everyone: more workers only wait for each other.
    maxWorkers: 2,
    // What runs side by side in a file mostly waits: for a server's pauses, for what stands still to be told.
    maxConcurrency: 16,
    testTimeout: 15_000,
  },
});
