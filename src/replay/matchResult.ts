export type MatchResult =
  /** `groups` are there for a regex: the whole match, then each group. */
  | { readonly kind: 'match'; readonly groups?: RegExpExecArray }
  /** `likeness` from 0 to 1 tells the nearest miss; `difference` reads after a colon. */
  | { readonly kind: 'miss'; readonly likeness: number; readonly difference: string }
  /** The matcher itself cannot be applied: trying more messages is of no use. */
  | { readonly kind: 'error'; readonly problem: string };
