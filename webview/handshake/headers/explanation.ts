import type { HeaderPair } from '../../../src/profiles/connectionOptions.ts';

/** Where a header stands: what its value means may depend on the other side's. */
export interface HeaderContext {
  readonly side: 'request' | 'response';
  /** The headers of the request that this is, or that this answers; empty when it is not known. */
  readonly request: readonly HeaderPair[];
  readonly accepted: boolean;
  /** Names of query parameters and headers that are secrets whatever they are called. */
  readonly secretParameters?: readonly string[];
}

/** What a header is for, and what its value says here. */
export interface Explanation {
  readonly words: string;
  /** One a part of the value, where it has parts. */
  readonly parts?: readonly string[];
  /** Where to read on; what no standard defines has none. */
  readonly section?: string;
}

/** Explanations by the header's name in lower case: as they stand, or made for a value. */
export type HeaderTable = Readonly<
  Record<string, Explanation | ((value: string, context: HeaderContext) => Explanation)>
>;
