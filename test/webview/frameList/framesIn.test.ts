import { expect, test } from 'vitest';
import type { ListRow } from '../../../src/contract/listPage.ts';
import { framesIn } from '../../../webview/frameList/framesIn.ts';
import { listRow } from '../fakePanel.ts';

const event: ListRow = {
  kind: 'event',
  event: { event: 'attempt', atMs: 0, title: 'x', section: '', frame: undefined },
};

/** A source of these frames; 'e' is an event. It gives at most `most` rows at once. */
function sourceOf(frames: readonly (number | 'e')[], most = 1000) {
  const rows = frames.map((frame) => (frame === 'e' ? event : listRow(frame)));
  return {
    count: rows.length,
    page: (first: number, count: number) => Promise.resolve(rows.slice(first, first + Math.min(count, most))),
    rowOf: (frame: number) => {
      const found = frames.findIndex((other) => other !== 'e' && other >= frame);
      return found < 0 ? rows.length - 1 : found;
    },
  };
}

test('frames that are shown, events and hidden ones left out', async () => {
  const source = sourceOf([0, 1, 'e', 5, 6, 'e', 9]);
  expect(await framesIn(source, [[1, 6]], 100)).toEqual([1, 5, 6]);
  expect(
    await framesIn(
      source,
      [
        [2, 4],
        [9, 9],
      ],
      100,
    ),
  ).toEqual([9]);
  expect(await framesIn(source, [[100, 200]], 100)).toEqual([]);
});

test('page by page, until there are enough', async () => {
  const source = sourceOf(
    Array.from({ length: 5000 }, (_, i) => i),
    300,
  );
  expect(await framesIn(source, [[10, 2009]], 10_000)).toHaveLength(2000);
  expect((await framesIn(source, [[0, 4999]], 500)).length).toBeGreaterThanOrEqual(500);
});
