/** What a user left at a frame (0-based). */
interface FrameNote {
  readonly frame: number;
  readonly note?: string;
  readonly marked?: boolean;
}

/** The marks and notes at a capture's frames: few beside the frames. */
export interface FrameNotes {
  /** Resolves once they are known. */
  ready(): Promise<void>;
  /** In any order. */
  current(): Iterable<FrameNote>;
}
