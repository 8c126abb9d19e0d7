import type { SideStatistics, Statistics } from '../../../src/contract/overview.ts';

const none = { count: 0, min: 0, p50: 0, p95: 0, max: 0 };

export const sideOf = (more: Partial<SideStatistics> = {}): SideStatistics => ({
  frames: 0,
  wireBytes: 0,
  payloadBytes: 0,
  kinds: [],
  sizes: { counts: [] },
  compressed: { messages: 0, wireBytes: 0, inflatedBytes: 0 },
  gaps: none,
  longestGapBefore: undefined,
  busiest: { frames: 0, atMs: 0 },
  ...more,
});

export const statisticsOf = (more: Partial<Statistics> = {}): Statistics => ({
  frames: 6,
  durationMs: 2000,
  client: sideOf(),
  server: sideOf({
    frames: 6,
    wireBytes: 4096,
    payloadBytes: 4000,
    kinds: [
      { opcode: 9, frames: 2, payloadBytes: 0 },
      { opcode: 1, frames: 4, payloadBytes: 4000 },
    ],
    sizes: { counts: [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4] },
    gaps: { count: 5, min: 1, p50: 2, p95: 900, max: 1000 },
    longestGapBefore: 4,
    busiest: { frames: 5, atMs: 1000 },
  }),
  pings: { client: none, server: none },
  replies: { client: { count: 3, min: 1, p50: 2, p95: 3, max: 4 }, server: none, unanswered: 2 },
  messagesRead: undefined,
  ...more,
});
