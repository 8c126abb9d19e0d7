// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { el } from '../../../webview/dom.ts';
import { createColumnFit } from '../../../webview/frameList/columnFit.ts';
import { frameRow } from '../fakePanel.ts';

test('columns widen to what stood in them and narrow only for another session', () => {
  const list = el('div');
  const width = (column: string): string => list.style.getPropertyValue(`--${column}-width`);
  const columns = createColumnFit(list);
  columns.fit(10, [frameRow(0)]);
  expect([width('number'), width('time'), width('opcode')]).toEqual(['', '', '']);
  columns.fit(1_000_000, [frameRow(5, { opcode: 0, fin: false, atMs: 1_234_567.8 })]);
  expect([width('number'), width('time'), width('opcode')]).toEqual(['9', '13', '19']);
  columns.fit(1_000_001, [frameRow(0)]);
  expect(width('opcode')).toBe('19');
  columns.reset();
  expect(width('opcode')).toBe('');
});
