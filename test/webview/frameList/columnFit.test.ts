import { expect, test } from 'vitest';
import { type Room, fitColumns } from '../../../webview/frameList/columnFit.ts';
import { firstPreferences, withColumn, withWidth } from '../../../webview/frameList/preferences.ts';

const room = (width: number, longest: Room['longest'] = new Map()): Room => ({ width, character: 8, longest });
const all = firstPreferences.order.reduce((list, name) => withColumn(list, name, true), firstPreferences);

test('columns are as wide as their content, and the preview takes the rest', () => {
  expect(fitColumns(firstPreferences, room(1000))).toEqual({
    columns: ['number', 'time', 'from', 'opcode', 'length', 'preview'],
    template: '40px 80px 85px 112px 96px minmax(0, 1fr)',
  });
  const wider = fitColumns(firstPreferences, room(1000, new Map([['number', 9]])));
  expect(wider.template).toContain('88px 80px');
  expect(fitColumns(withWidth(firstPreferences, 'time', 200), room(1000)).template).toContain('40px 200px');
});

test('in a narrow panel the endpoint is an arrow, and the least needed columns are left out', () => {
  const { columns, template } = fitColumns(firstPreferences, room(350));
  expect(template).toContain('24px');
  expect(columns).toContain('preview');
  expect(columns).toContain('from');
  expect(columns).not.toContain('length');
});

test('with every column chosen, a narrow panel keeps those that matter most', () => {
  const { columns } = fitColumns(all, room(500));
  expect(columns).toEqual(expect.arrayContaining(['number', 'from', 'opcode', 'preview']));
  expect(columns).not.toContain('ratio');
  expect(fitColumns(all, room(3000)).columns).toEqual(all.order);
});

test('without a preview the last column takes the rest', () => {
  const { template } = fitColumns(withColumn(firstPreferences, 'preview', false), room(1000));
  expect(template.endsWith('minmax(0, 1fr)')).toBe(true);
});
