import { expect, test } from 'vitest';
import { encodeListPage } from '../../../src/contract/listPage.ts';
import { filterRows } from '../../../webview/filter/filterRows.ts';
import { fakePanel, frameRow } from '../fakePanel.ts';
import { filterState } from '../filterState.ts';

const rowsOf = (frames: readonly number[]) =>
  encodeListPage({
    rows: frames.map((frame) => ({ kind: 'frame', frame: frameRow(frame), aside: {} })),
    total: frames.length,
    events: 0,
    frames: 100,
    startedAtMs: 0,
  });

const folding = { fold: true, otherwise: [3] };
const answers = {
  'session.filter.frames': () => Uint32Array.of(3, 7).buffer,
  'session.filter.rowOf': () => ({ row: 1 }),
  'session.rowsAt': ({ frames }: Record<string, unknown>) => rowsOf(frames as number[]),
};

test('pages are the rows of the frames that the view has', async () => {
  const panel = fakePanel({}, answers);
  const rows = filterRows(panel.call, 's1', { view: 'v', folding }, () => []);
  const { signal } = new AbortController();
  expect((await rows.page(5, 2, signal)).map((row) => row.kind === 'frame' && row.frame.frame)).toEqual([3, 7]);
  expect(panel.calls).toEqual([
    ['session.filter.frames', { session: 's1', view: 'v', first: 5, count: 2 }],
    ['session.rowsAt', { session: 's1', frames: [3, 7], folding }],
  ]);
  expect(await rows.rowOf(4)).toBe(1);
});

test('no rows are asked for where the view has none', async () => {
  const panel = fakePanel({}, { ...answers, 'session.filter.frames': () => new ArrayBuffer(0) });
  expect(
    await filterRows(panel.call, 's1', { view: 'v', folding }, () => []).page(5, 2, new AbortController().signal),
  ).toEqual([]);
  expect(panel.calls).toHaveLength(1);
});

test('it tells when there are more rows, and when rows moved', () => {
  const rows = filterRows(fakePanel().call, 's1', { view: 'v', folding }, () => []);
  const told: boolean[] = [];
  rows.onChange((moved) => told.push(moved));
  rows.tell(filterState({ count: 2 }));
  rows.tell(filterState({ count: 2, looked: 8 }));
  rows.tell(filterState({ count: 3, moves: 1 }));
  rows.rang(100);
  expect([told, rows.count]).toEqual([[false, true], 3]);
  rows.dispose();
  rows.tell(filterState({ count: 4 }));
  expect(told).toHaveLength(2);
});
