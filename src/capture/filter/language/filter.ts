import type { JsonPath } from '../../../base/jsonPath.ts';
import type { Endpoint } from '../../../protocol/endpoint.ts';

/** Which numbers are meant. */
export type Range =
  | { readonly kind: 'is'; readonly value: number }
  /** Both ends count. */
  | { readonly kind: 'between'; readonly min: number; readonly max: number }
  | { readonly kind: 'above'; readonly value: number; readonly inclusive: boolean }
  | { readonly kind: 'below'; readonly value: number; readonly inclusive: boolean };

/**
 * What of a frame is a number. `n` counts from 1; `message` is 0 for a frame of no whole message; lengths are bytes;
 * `ratio` is inflated to compressed length; `time` is microseconds since the capture began, `date` since the Unix epoch,
 * and `gap` since the frame before.
 */
export type NumberKey =
  'n' | 'attempt' | 'message' | 'length' | 'wire' | 'inflated' | 'ratio' | 'time' | 'date' | 'gap';

export type FlagKey = 'fin' | 'masked' | 'compressed' | 'complete';

export type FragmentPlace = 'yes' | 'no' | 'first' | 'middle' | 'last';

export type JsonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** A whole number that a double cannot hold is a bigint. */
export type JsonLiteral = string | number | bigint | boolean | null;

export type JsonTest =
  | { readonly kind: 'exists' }
  | { readonly kind: 'compare'; readonly operator: JsonOperator; readonly value: JsonLiteral }
  | { readonly kind: 'matches'; readonly source: string; readonly flags: string };

/** Of what the user left at a frame: a mark or a note; a mark; words in the note, whatever their letter case. */
export type NoteTest = { readonly kind: 'any' | 'marked' } | { readonly kind: 'words'; readonly words: string };

/** What is decided by the frame table, and by what is left at frames. */
export type ColumnCondition =
  | { readonly kind: 'from'; readonly from: readonly Endpoint[] }
  | { readonly kind: 'opcode'; readonly opcodes: readonly number[] }
  | { readonly kind: 'number'; readonly key: NumberKey; readonly ranges: readonly Range[] }
  | { readonly kind: 'flag'; readonly key: FlagKey; readonly set: boolean }
  | { readonly kind: 'fragment'; readonly place: FragmentPlace }
  /** Bits 1, 2 and 4 stand for RSV1, RSV2 and RSV3: one of them is set; 0: none is. */
  | { readonly kind: 'rsv'; readonly bits: number }
  /** Names of rules; empty: whichever rule. */
  | { readonly kind: 'violation'; readonly rules: readonly string[] }
  | { readonly kind: 'note'; readonly test: NoteTest };

/** What the payload decides: of a whole message the message's, inflated; else the frame's own, unmasked. */
export type PayloadCondition =
  /** Empty: whichever code. */
  | { readonly kind: 'close'; readonly codes: readonly Range[] }
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
  | { readonly kind: 'json'; readonly path: JsonPath; readonly test: JsonTest };

export type Condition = ColumnCondition | PayloadCondition;

/** `all` is what an empty text means. */
export type Filter =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly of: readonly Filter[] }
  | { readonly kind: 'or'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | Condition;

/** Why a text is no filter: where, and what to do about it. `offset` and `length` count UTF-16 units. */
export interface FilterProblem {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}
