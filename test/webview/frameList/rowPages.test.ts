import { expect, test } from 'vitest';
import type { ListRow } from '../../../src/contract/listPage.ts';
import { createRowPages } from '../../../webview/frameList/rowPages.ts';
import { listRow, settled } from '../fakePanel.ts';

const frameAt = (row: ListRow | undefined) => (row?.kind === 'frame' ? row.frame : undefined);

/** A capture that grows, and what was asked of it. */
function capture(rows: number) {
  const asked: number[] = [];
  const state = { rows, arrived: 0, failures: [] as unknown[], incomplete: -1, unfinished: -1, broken: false };
  const pages = createRowPages(
    async (first, count) => {
      asked.push(first);
      await settled();
      if (state.broken) throw new Error('gone');
      const there = Math.max(0, Math.min(count, state.rows - first));
      const made = Array.from({ length: there }, (_, i) =>
        listRow(first + i, {
          complete: first + i !== state.incomplete,
          message: first + i === state.unfinished ? 0 : first + i + 1,
        }),
      );
      return made;
    },
    () => (state.arrived += 1),
    (error) => state.failures.push(error),
  );
  const until = async (): Promise<void> => {
    for (let i = 0; i < 6; i++) await settled();
  };
  return { pages, asked, state, until };
}

test('the pages in view are fetched once', async () => {
  const { pages, asked, state, until } = capture(1000);
  expect(pages.row(250)).toBeUndefined();
  pages.want(190, 220, 1000);
  pages.want(191, 221, 1000);
  await until();
  expect(asked).toEqual([100, 200]);
  expect(state.arrived).toBe(2);
  expect(frameAt(pages.row(199))?.preview).toBe('row 199');
  pages.want(190, 220, 1000);
  await until();
  expect(asked).toEqual([100, 200]);
});

test('the page at the tail is fetched on from its last row when the bell rang, and shown until then', async () => {
  const { pages, asked, state, until } = capture(130);
  pages.want(100, 130, 130);
  await until();
  state.rows = 150;
  pages.rang();
  pages.want(110, 150, 150);
  expect(frameAt(pages.row(129))?.frame).toBe(129);
  await until();
  expect(frameAt(pages.row(149))?.frame).toBe(149);
  expect(frameAt(pages.row(100))?.frame).toBe(100);
  expect(asked).toEqual([100, 129]);
});

test('rows that may still change are fetched again with all behind them: unfinished frames, and parts of unfinished messages', async () => {
  const { pages, asked, state, until } = capture(130);
  state.incomplete = 120;
  state.unfinished = 110;
  pages.want(100, 130, 130);
  await until();
  state.unfinished = -1;
  for (const expected of [110, 120]) {
    pages.rang();
    pages.want(100, 130, 130);
    await until();
    expect(asked.at(-1)).toBe(expected);
  }
  expect(frameAt(pages.row(110))?.message).toBe(111);
  expect(frameAt(pages.row(129))?.frame).toBe(129);
});

test('when rows moved while a part was on its way, the page is fetched again whole', async () => {
  const { pages, asked, state, until } = capture(130);
  pages.want(100, 130, 130);
  await until();
  state.rows = 140;
  pages.rang();
  pages.want(100, 140, 140);
  pages.moved();
  await until();
  pages.want(100, 140, 140);
  await until();
  expect(asked).toEqual([100, 129, 100]);
  expect(frameAt(pages.row(139))?.frame).toBe(139);
});

test('a whole page is asked for again only while a frame in it may still change', async () => {
  const { pages, asked, state, until } = capture(300);
  state.incomplete = 150;
  pages.want(100, 200, 300);
  await until();
  state.incomplete = -1;
  pages.rang();
  pages.want(100, 200, 300);
  await until();
  pages.rang();
  pages.want(100, 200, 300);
  await until();
  expect(asked).toEqual([100, 150]);
});

test('what was scrolled past is not fetched: the newest wish counts', async () => {
  const { pages, asked, until } = capture(1_000_000);
  for (let first = 0; first < 100_000; first += 1000) pages.want(first, first + 20, 1_000_000);
  await until();
  expect(asked).toContain(99_000);
  expect(asked.length).toBeLessThan(10);
});

test('a page that cannot be had is asked for again only at the next bell', async () => {
  const { pages, asked, state, until } = capture(100);
  state.broken = true;
  pages.want(0, 20, 100);
  await until();
  pages.want(0, 20, 100);
  await until();
  expect(asked).toEqual([0]);
  expect(state.failures).toHaveLength(1);
  state.broken = false;
  pages.rang();
  pages.want(0, 20, 100);
  await until();
  expect(frameAt(pages.row(0))?.frame).toBe(0);
});

test('few pages are kept', async () => {
  const { pages, until } = capture(100_000);
  for (let page = 0; page < 80; page++) {
    pages.want(page * 100, page * 100 + 1, 100_000);
    await until();
  }
  expect(pages.row(0)).toBeUndefined();
  expect(frameAt(pages.row(7900))?.frame).toBe(7900);
});

test('after its end nothing arrives', async () => {
  const { pages, state, until } = capture(100);
  pages.want(0, 20, 100);
  pages.dispose();
  await until();
  expect(state.arrived).toBe(0);
});

test('after rows have moved all pages are fetched again, and shown as they were until then', async () => {
  const { pages, asked, until } = capture(1000);
  pages.want(0, 20, 1000);
  await until();
  pages.moved();
  expect(frameAt(pages.row(5))?.frame).toBe(5);
  pages.want(0, 20, 1000);
  await until();
  expect(asked).toEqual([0, 0]);
});

test('tells where the newest rows end that came, as long as the last are in view', async () => {
  const { pages, state, until } = capture(130);
  expect(pages.tail()).toBe(0);
  pages.want(120, 130, 130);
  await until();
  expect(pages.tail()).toBe(130);
  // More are there by the time of the answer.
  state.rows = 1260;
  pages.want(1240, 1250, 1250);
  await until();
  expect(pages.tail()).toBe(1260);
  pages.want(0, 10, 1260);
  await until();
  expect(pages.tail()).toBe(0);
  pages.want(1250, 1260, 1260);
  await until();
  pages.rang();
  pages.want(1250, 1260, 1260);
  await until();
  expect(pages.tail()).toBe(1260);
  pages.moved();
  expect(pages.tail()).toBe(0);
});
