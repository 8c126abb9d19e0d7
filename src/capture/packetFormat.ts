/** Something in the file that could not be used, with its place. */
export interface FileProblem {
  readonly offset: number;
  readonly sentence: string;
}

export interface FileEnd {
  /** Set when the file could not be read to its end: where, and why. */
  readonly cut: { readonly offset: number; readonly reason: string } | undefined;
  /** The first problems; reading went on after each. */
  readonly problems: readonly FileProblem[];
  readonly problemCount: number;
}

export interface Step {
  /** Bytes of whole blocks that were read. */
  readonly used: number;
  /** Bytes that the next block needs to be whole. */
  readonly needed: number;
  /** Set when nothing after `used` can be read: why. */
  readonly damage?: string;
}

/** One kind of capture file, read piece by piece. */
export interface PacketFormat {
  /** What the file is made of, for words. */
  readonly block: string;
  /** Reads the whole blocks in `bytes`, which stand at `position` in the file. */
  read(bytes: Uint8Array, position: number): Step;
}
