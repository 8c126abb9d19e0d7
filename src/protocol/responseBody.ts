/** The body of a response that refused the upgrade, as far as it was read. */
export interface ResponseBody {
  /** After transfer coding and content coding were undone; cut at the cap. */
  readonly bytes: Uint8Array;
  /** Decoded by the declared or guessed charset; undefined when it is not text. */
  readonly text: string | undefined;
  readonly contentType: string | undefined;
  /** Body bytes that crossed the wire, codings included. */
  readonly wireLength: number;
  readonly end: 'complete' | 'cap' | 'connection-ended' | 'malformed';
}
