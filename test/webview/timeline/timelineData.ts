import type { Timeline } from '../../../src/contract/overview.ts';

/** A timeline of four spans over 8 s. */
export const timelineOf = (more: Partial<Timeline> = {}): Timeline => ({
  from: 0,
  to: 8000,
  end: 8000,
  client: { frames: Float64Array.of(1, 0, 2, 0), bytes: Float64Array.of(10, 0, 2000, 0) },
  server: { frames: Float64Array.of(0, 4, 0, 1), bytes: Float64Array.of(0, 40, 0, 5) },
  marks: [
    { atMs: 0, kind: 'attempt', title: 'The session began', frame: undefined },
    { atMs: 4000, kind: 'violation', title: 'Masked.', frame: 3 },
  ],
  ...more,
});
