import { expect, test } from 'vitest';
import {
  historyWalk,
  isSaved,
  noMemory,
  readMemory,
  remembered,
  toggleSaved,
} from '../../../webview/filter/filterHistory.ts';

test('the newest used filter is first, each once, blanks none', () => {
  const memory = ['a', 'b ', 'a', '  ', 'a'].reduce(remembered, noMemory);
  expect(memory.used).toEqual(['a', 'b']);
  const many = Array.from({ length: 60 }, (_, i) => `f${i}`).reduce(remembered, noMemory);
  expect([many.used.length, many.used[0]]).toEqual([50, 'f59']);
});

test('a filter is saved and let go of', () => {
  const saved = toggleSaved(toggleSaved(noMemory, 'a'), ' b ');
  expect(saved.saved).toEqual(['b', 'a']);
  expect([isSaved(saved, 'a '), isSaved(saved, 'c')]).toEqual([true, false]);
  expect(toggleSaved(saved, 'a').saved).toEqual(['b']);
  expect(toggleSaved(saved, ' ')).toBe(saved);
});

test('what was kept is read back, and what is odd is left out', () => {
  const memory = { used: ['a'], saved: ['b'] };
  expect(readMemory(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
  expect(readMemory(undefined)).toEqual(noMemory);
  expect(readMemory({ used: [1, 'a'], saved: 'x' })).toEqual({ used: ['a'], saved: [] });
});

test('walking back leads through what was used, and forward to what was typed', () => {
  const walk = historyWalk();
  const used = ['c', 'b', 'a'];
  expect(walk.newer(used)).toBeUndefined();
  expect([walk.older(used, 'typed'), walk.older(used, 'c'), walk.older(used, 'b'), walk.older(used, 'a')]).toEqual([
    'c',
    'b',
    'a',
    undefined,
  ]);
  expect([walk.newer(used), walk.newer(used), walk.newer(used)]).toEqual(['b', 'c', 'typed']);
  expect(walk.older(used, 'c')).toBe('b');
  walk.reset();
  expect(walk.older(used, '')).toBe('c');
});
