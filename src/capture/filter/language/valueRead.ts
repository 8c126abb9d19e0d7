import type { Condition, Range } from './filter.ts';

/** Why a piece of a value is none; `offset` is 0-based within the piece. */
export interface ValueProblem {
  readonly ok: false;
  readonly offset: number;
  readonly message: string;
}

export type ValueRead = { readonly ok: true; readonly value: number } | ValueProblem;
export type RangeRead = { readonly ok: true; readonly range: Range } | ValueProblem;
export type ConditionRead = { readonly ok: true; readonly condition: Condition } | ValueProblem;

/** Reads one value that stands at `offset` of the piece. */
export type ReadValue = (text: string, offset: number) => ValueRead;
