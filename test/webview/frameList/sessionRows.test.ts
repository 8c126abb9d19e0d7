import { expect, test } from 'vitest';
import { everything } from '../../../src/contract/listView.ts';
import { sessionRows } from '../../../webview/frameList/sessionRows.ts';
import { fakePanel, listPage, listRow, settled } from '../fakePanel.ts';

function rowsOf(view = everything) {
  const capture = { frames: 10, total: 10, events: 0, broken: false };
  const failures: unknown[] = [];
  const panel = fakePanel(
    {},
    {
      'session.rows': ({ first, count }) => {
        if (capture.broken) throw new Error('gone');
        const there = Math.max(0, Math.min(count as number, capture.total - (first as number)));
        const rows = Array.from({ length: there }, (_, i) => listRow((first as number) + i));
        return listPage(rows, capture.total, { frames: capture.frames, events: capture.events });
      },
      'session.rowOf': ({ frame }) => ({ row: (frame as number) + 1 }),
    },
  );
  const rows = sessionRows(panel.call, 's1', view, 10, (error) => failures.push(error));
  const changes: boolean[] = [];
  rows.onChange((moved) => changes.push(moved));
  return { rows, capture, panel, changes, failures };
}
const ask = { signal: new AbortController().signal };

test('with nothing left out the bell alone tells the count', async () => {
  const { rows, panel, changes } = rowsOf();
  expect(rows.count).toBe(10);
  rows.rang(25);
  expect(rows.count).toBe(25);
  rows.rang(25);
  expect(changes).toEqual([false]);
  await settled();
  expect(panel.calls).toEqual([]);
});

test('events that come with a page are counted, and rows may have moved', async () => {
  const { rows, capture, changes } = rowsOf();
  capture.total = 12;
  capture.events = 2;
  expect(await rows.page(0, 3, ask.signal)).toHaveLength(3);
  expect(rows.count).toBe(12);
  expect(changes).toEqual([true]);
  rows.rang(11);
  expect(rows.count).toBe(13);
  expect(rows.startedAtMs).toBe(1000);
  expect(await rows.rowOf(4)).toBe(5);
});

test('an older answer that comes late does not take rows away', async () => {
  const { rows, capture } = rowsOf();
  rows.rang(30);
  await rows.page(0, 1, ask.signal);
  expect(rows.count).toBe(30);
  capture.frames = 9;
  capture.total = 9;
  await rows.page(0, 1, ask.signal);
  expect(rows.count).toBe(30);
});

test('with something left out the session is asked for the count, one question at a time', async () => {
  const { rows, capture, panel, changes } = rowsOf({ ...everything, mute: [9] });
  capture.total = 6;
  rows.rang(10);
  for (let i = 0; i < 5; i++) await settled();
  expect(rows.count).toBe(6);
  capture.total = 7;
  capture.frames = 12;
  for (let frames = 11; frames <= 12; frames++) rows.rang(frames);
  for (let i = 0; i < 5; i++) await settled();
  expect(rows.count).toBe(7);
  expect(panel.calls.length).toBeLessThanOrEqual(5);
  expect(changes.at(-1)).toBe(false);
});

test('a count that cannot be had is told, unless nobody wants it any more', async () => {
  const { rows, capture, failures } = rowsOf({ ...everything, fold: true });
  await settled();
  capture.broken = true;
  rows.rang(11);
  await settled();
  await settled();
  expect(failures).toHaveLength(1);
  rows.rang(12);
  rows.dispose();
  await settled();
  await settled();
  expect(failures).toHaveLength(1);
});
