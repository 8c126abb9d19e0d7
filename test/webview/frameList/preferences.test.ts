import { expect, test } from 'vitest';
import {
  MAX_WIDTH,
  MIN_WIDTH,
  firstPreferences,
  readPreferences,
  shownColumns,
  withColumn,
  withColumnMoved,
  withWidth,
} from '../../../webview/frameList/preferences.ts';

const first = ['number', 'time', 'from', 'opcode', 'length', 'preview'];

test('columns are shown, hidden and moved among the shown ones', () => {
  expect(shownColumns(firstPreferences)).toEqual(first);
  const flags = withColumn(firstPreferences, 'flags', true);
  expect(shownColumns(flags)).toEqual(['number', 'time', 'from', 'opcode', 'flags', 'length', 'preview']);
  expect(shownColumns(withColumn(flags, 'time', false))).not.toContain('time');
  expect(shownColumns(withColumnMoved(firstPreferences, 'time', -1)).slice(0, 2)).toEqual(['time', 'number']);
  expect(shownColumns(withColumnMoved(firstPreferences, 'time', 1)).slice(0, 3)).toEqual(['number', 'from', 'time']);
  expect(shownColumns(withColumnMoved(firstPreferences, 'number', 5)).at(-1)).toBe('number');
  expect(withColumnMoved(firstPreferences, 'preview', 1)).toBe(firstPreferences);
  expect(withColumnMoved(firstPreferences, 'note', -1)).toBe(firstPreferences);
});

test('the last column stays', () => {
  const one = first.slice(1).reduce((list, name) => withColumn(list, name as 'time', false), firstPreferences);
  expect(shownColumns(one)).toEqual(['number']);
  expect(withColumn(one, 'number', false)).toBe(one);
});

test('widths have bounds, and none lets the content decide', () => {
  expect(withWidth(firstPreferences, 'time', 100.4).widths).toEqual({ time: 100 });
  expect(withWidth(firstPreferences, 'time', 1).widths).toEqual({ time: MIN_WIDTH });
  expect(withWidth(firstPreferences, 'time', 9999).widths).toEqual({ time: MAX_WIDTH });
  expect(withWidth(withWidth(firstPreferences, 'time', 99), 'time', undefined).widths).toEqual({});
});

test('what was kept comes back', () => {
  const kept = withWidth(withColumnMoved(withColumn(firstPreferences, 'note', true), 'note', -1), 'from', 50);
  expect(readPreferences(JSON.parse(JSON.stringify({ ...kept, fold: true, mute: [9, 10] })))).toEqual({
    ...kept,
    fold: true,
    mute: [9, 10],
  });
});

test.each([
  ['nothing', undefined],
  ['no object', 'x'],
  ['wrong kinds', { order: 7, hidden: {}, widths: [], mute: 'all', fold: 1 }],
  ['columns nobody knows', { order: ['ghost'], hidden: ['ghost'], widths: { ghost: 50, time: 'wide', from: 2 } }],
])('%s is the list as it is at first', (_, value) => {
  const { order, widths, mute, fold } = readPreferences(value);
  expect({ order, widths, mute, fold }).toEqual({ order: firstPreferences.order, widths: {}, mute: [], fold: false });
  expect(shownColumns(readPreferences(value))).not.toEqual([]);
});

test('a column that is new since is where it is at first', () => {
  const { order, hidden } = firstPreferences;
  const older = { order: order.filter((name) => name !== 'flags'), hidden: hidden.filter((name) => name !== 'flags') };
  expect(readPreferences(older).order.at(-1)).toBe('flags');
  expect(readPreferences(older).hidden).toContain('flags');
});
