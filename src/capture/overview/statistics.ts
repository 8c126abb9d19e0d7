/** What is counted over all frames of a capture. Lengths are bytes, times milliseconds. */

/** Frames and bytes of one kind. */
interface KindCount {
  readonly opcode: number;
  readonly frames: number;
  readonly payloadBytes: number;
}

/** How long something took, over `count` cases. All 0 without a case. */
export interface Durations {
  readonly count: number;
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export interface SideStatistics {
  readonly frames: number;
  readonly wireBytes: number;
  readonly payloadBytes: number;
  readonly kinds: readonly KindCount[];
  /** `counts[0]` payloads are empty, `counts[i]` at least `2 ** (i - 1)` and less than `2 ** i` bytes long. */
  readonly sizes: { readonly counts: readonly number[] };
  /** Of compressed messages: their payloads on the wire and after inflation. */
  readonly compressed: { readonly messages: number; readonly wireBytes: number; readonly inflatedBytes: number };
  /** Between one frame of this endpoint and its next. */
  readonly gaps: Durations;
  /** The 0-based frame that ended the longest gap. */
  readonly longestGapBefore: number | undefined;
  /** The most frames within one second, and when that second began, since the session began. */
  readonly busiest: { readonly frames: number; readonly atMs: number };
}

export interface FrameStatistics {
  readonly frames: number;
  /** From the first frame to the newest one. */
  readonly durationMs: number;
  readonly client: SideStatistics;
  readonly server: SideStatistics;
}
