import type { Durations, FrameStatistics } from '../capture/overview/statistics.ts';

/** Frames and wire bytes of one endpoint, by span of time. */
interface TimelineCounts {
  readonly frames: Float64Array;
  readonly bytes: Float64Array;
}

/** A moment that stands out. */
export interface TimelineMark {
  readonly atMs: number;
  readonly kind: 'attempt' | 'open' | 'close' | 'violation';
  readonly title: string;
  /** 0-based frame to look at, if there is one. */
  readonly frame: number | undefined;
}

/** How much happened in each of many equal spans of time. Times are milliseconds since the session began. */
export interface Timeline {
  /** Where the first span begins, and where the last one ends. */
  readonly from: number;
  readonly to: number;
  /** The moment of the newest frame; 0 without frames. */
  readonly end: number;
  readonly client: TimelineCounts;
  readonly server: TimelineCounts;
  /** Those between `from` and `to`; at most a few hundred, the first ones. */
  readonly marks: readonly TimelineMark[];
}

export interface Statistics extends FrameStatistics {
  /** From a ping to the pong with the same payload: those that the client sent, and those that the server sent. */
  readonly pings: { readonly client: Durations; readonly server: Durations };
  /** From a request of that endpoint to the other's reply with the same JSON `id`; requests without one are counted. */
  readonly replies: { readonly client: Durations; readonly server: Durations; readonly unanswered: number };
  /** Set when there were too many messages to read them all: how many of them were read. */
  readonly messagesRead: number | undefined;
}
export type { Durations, SideStatistics } from '../capture/overview/statistics.ts';
