/** A connection as a text for another client. */
export interface Snippet {
  readonly text: string;
  /** Sentences about what the other client cannot be told. */
  readonly unmapped: readonly string[];
}
