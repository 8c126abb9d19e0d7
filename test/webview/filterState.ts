import type { FilterState } from '../../src/contract/filterContract.ts';

export const filterState = (more: Partial<FilterState> = {}): FilterState => ({
  session: 's1',
  view: 'v',
  count: 0,
  looked: 10,
  frames: 10,
  moves: 0,
  unjudged: { tooLong: 0, tooSlow: 0, unreadable: 0 },
  problem: undefined,
  ...more,
});
