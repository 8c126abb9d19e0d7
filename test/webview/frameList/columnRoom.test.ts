// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { el } from '../../../webview/dom.ts';
import { createColumnRoom } from '../../../webview/frameList/columnRoom.ts';
import { firstPreferences, withColumn } from '../../../webview/frameList/preferences.ts';
import { listRow } from '../fakePanel.ts';

test('columns widen to what stands in them, and stay so until another session is shown', () => {
  const list = el('div');
  const shown: string[] = [];
  const room = createColumnRoom(list, (columns) => shown.push(columns.join(' ')));
  const template = () => list.style.getPropertyValue('--columns');
  room.fit(firstPreferences, 10, [listRow(0)]);
  const narrow = template();
  room.fit(firstPreferences, 10_000_000, [listRow(0, { atMs: 123_456_789 })]);
  const wide = template();
  expect(wide).not.toBe(narrow);
  room.fit(firstPreferences, 10, []);
  expect(template()).toBe(wide);
  room.reset();
  room.fit(firstPreferences, 10, []);
  expect(template()).toBe(narrow);
  expect(shown).toEqual(['number time from opcode length preview']);
  room.fit(withColumn(firstPreferences, 'flags', true), 10, []);
  expect(shown.at(-1)).toContain('flags');
});
