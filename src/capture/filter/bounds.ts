import type { Range } from './language/filter.ts';

/** Whether a number lies in one of the ranges. */
export type InRanges = (value: number) => boolean;

export function inRanges(ranges: readonly Range[]): InRanges {
  const tests = ranges.map(inRange);
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (value) => tests.some((test) => test(value));
}

function inRange(range: Range): InRanges {
  switch (range.kind) {
    case 'is':
      return (value) => value === range.value;
    case 'between': {
      const { min, max } = range;
      return (value) => value >= min && value <= max;
    }
    case 'above': {
      const { value: limit, inclusive } = range;
      return inclusive ? (value) => value >= limit : (value) => value > limit;
    }
    case 'below': {
      const { value: limit, inclusive } = range;
      return inclusive ? (value) => value <= limit : (value) => value < limit;
    }
  }
}
