import { expect, test } from 'vitest';
import type { ListRow } from '../../../src/contract/listPage.ts';
import { createListCursor } from '../../../webview/frameList/listCursor.ts';
import { fakePanel, listRow } from '../fakePanel.ts';

const event: ListRow = {
  kind: 'event',
  event: { event: 'attempt', atMs: 0, title: 'x', section: '', frame: undefined },
};

function cursorOn(rows: Record<number, ListRow>) {
  const panel = fakePanel({ active: 's1' });
  const revealed: number[] = [];
  const cursor = createListCursor(
    panel,
    (index) => rows[index],
    (row) => revealed.push(row),
  );
  const state = () => [panel.store.get().selected['s1'], panel.store.get().selection['s1']?.ranges] as const;
  return { cursor, revealed, state, rows };
}

test('a row that is here is selected at once, one that is not when it comes', () => {
  const { cursor, revealed, state, rows } = cursorOn({ 0: listRow(10) });
  cursor.move(0, false);
  expect(state()).toEqual([10, [[10, 10]]]);
  cursor.move(3, false);
  expect(state()).toEqual([10, [[10, 10]]]);
  expect([cursor.row(), cursor.frame()]).toEqual([3, undefined]);
  rows[3] = listRow(30);
  cursor.settle();
  expect(state()).toEqual([30, [[30, 30]]]);
  expect([cursor.frame(), revealed]).toEqual([30, [0, 3]]);
});

test('a selection grows to the row, over rows that are no frames', () => {
  const { cursor, state } = cursorOn({ 0: listRow(10), 1: event, 2: listRow(11) });
  cursor.move(0, false);
  cursor.move(1, true);
  expect(state()).toEqual([10, [[10, 10]]]);
  cursor.move(2, true);
  expect(state()).toEqual([11, [[10, 11]]]);
  cursor.move(1, false);
  expect(state()).toEqual([undefined, undefined]);
});

test('taken, put and reset', () => {
  const { cursor, revealed, state } = cursorOn({});
  cursor.take(4, 40, { ranges: [[40, 45]], anchor: 45 });
  expect(state()).toEqual([40, [[40, 45]]]);
  cursor.put(5, 40, false);
  expect([cursor.row(), revealed]).toEqual([5, [4]]);
  cursor.take(6, undefined);
  expect(state()).toEqual([undefined, undefined]);
  cursor.reset();
  expect(cursor.row()).toBeUndefined();
});
