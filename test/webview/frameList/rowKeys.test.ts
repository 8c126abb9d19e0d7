import { expect, test } from 'vitest';
import { rowForKey } from '../../../webview/frameList/rowKeys.ts';

const view = { first: 10, end: 31, rows: 100 };

test.each([
  ['ArrowDown', 15, 16],
  ['ArrowUp', 15, 14],
  ['PageDown', 15, 35],
  ['PageUp', 15, 0],
  ['Home', 15, 0],
  ['End', 15, 99],
  ['ArrowDown', 99, 99],
  ['ArrowUp', 0, 0],
  ['ArrowDown', undefined, 10],
  ['ArrowUp', undefined, 30],
  ['x', 15, undefined],
] as const)('%s from %s leads to %s', (key, selected, row) => {
  expect(rowForKey(key, selected, view)).toBe(row);
});

test('without rows no key leads anywhere', () => {
  expect(rowForKey('End', undefined, { first: 0, end: 0, rows: 0 })).toBeUndefined();
});
