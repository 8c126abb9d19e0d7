/** Payloads that could not be judged; their frames do not match. */
export interface Unjudged {
  /** Longer than 16 MiB, and asked about as text or JSON. */
  readonly tooLong: number;
  /** A regular expression took too long on them. */
  readonly tooSlow: number;
  /** Not in the file, or not whole: only what is there was searched. */
  readonly unreadable: number;
}

/** How far a filtered view is. */
export interface FilterProgress {
  /** Frames that match so far. */
  readonly count: number;
  /** Frames looked at, of those that exist. */
  readonly looked: number;
  readonly frames: number;
  /** Raised when matches were put in or taken out before others: places may have moved. */
  readonly moves: number;
  readonly unjudged: Unjudged;
  /** Why it was given up, in one sentence. */
  readonly problem: string | undefined;
}

/** A stretch of a payload, in bytes. */
export interface ByteSpan {
  readonly offset: number;
  readonly length: number;
}

/** A place that a search found: `span` in the payload of the frame or of its whole message; without it, the frame itself. */
export interface FoundPlace {
  readonly frame: number;
  readonly of: 'frame' | 'message';
  readonly span: ByteSpan | undefined;
}

/** Where a search goes on from: a frame, and a place in its payload when one was found there. Frame -1: from the start. */
export interface FindStart {
  readonly frame: number;
  readonly offset: number | undefined;
}
