import type { ConnectionOptions } from './connectionOptions.ts';

/** A connection saved under a name, unique in its file. */
export interface Profile extends ConnectionOptions {
  readonly name: string;
}

/** Something wrong in a profile file; `line` and `column` are 1-based. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What a profile file holds: the good profiles, and what is wrong with the rest. */
export interface ProfileFile {
  readonly profiles: readonly Profile[];
  readonly problems: readonly FileProblem[];
  /** True when the text is no well-formed JSON with comments, so that nothing may be written into it. */
  readonly broken: boolean;
}
