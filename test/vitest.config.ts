import { defineConfig } from 'vitest/config';

const elsewhere = ['test/host/**', 'test/e2e/**', 'test/peers/**', 'test/untrusted/**'];

/** They replace a module for everyone in their process, count what it holds open, or measure its memory. */
const apart = [
  'test/capture/inflation.test.ts',
  'test/demo/flood.test.ts',
  'test/engine/engine.test.ts',
  'test/faults/**/*.test.ts',
  'test/hostile/**/*.test.ts',
  'test/session/**/*.test.ts',
  'test/webview/main.test.ts',
  'test/webview/toolkit.test.ts',
];

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // Two cores are enough for everyone: more workers only wait for each other.
    maxWorkers: 2,
    // What runs side by side in a file mostly waits: for a server's pauses, for what stands still to be told.
    maxConcurrency: 16,
    testTimeout: 15_000,
    projects: [
      // A process for every file would take longer to start than most files take to run.
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...elsewhere, ...apart], isolate: false },
      },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
});
