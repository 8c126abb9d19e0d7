import { expect, test } from 'vitest';
import type { LiveCapture } from '../../../src/capture/capture.ts';
import type { ListPage } from '../../../src/contract/listPage.ts';
import { everything } from '../../../src/contract/listView.ts';
import { ListRows } from '../../../src/engine/list/listRows.ts';
import { captureOf } from '../../support/conversationCapture.ts';

const bytes = (words: string) => new TextEncoder().encode(words);
const text = (words: string, more: object = {}) => ({ opcode: 1, payload: bytes(words), ...more });

const rowsOf = (capture: LiveCapture) =>
  new ListRows(() => ({
    capture,
    reasons: [],
    diagnosis: undefined,
    asideOf: (frame) => (frame === 0 ? { note: 'first', marked: true } : {}),
  }));
const written = ({ rows }: ListPage): unknown[] =>
  rows.map((row) => (row.kind === 'event' ? row.event.title : [row.frame.frame, row.frame.preview]));

/** Frames 0 to 5: a text, a ping, a message in three fragments with a masked ping of the server in between. */
const talk = () =>
  captureOf((conversation) =>
    conversation.frames(
      'server',
      text('hello'),
      { opcode: 9, payload: bytes('p') },
      text('one ', { fin: false }),
      { opcode: 0, payload: bytes('two '), fin: false },
      { opcode: 9, payload: bytes('q'), maskingKey: 1 },
      { opcode: 0, payload: bytes('three') },
    ),
  );

test('all rows, with what is known besides', async () => {
  const page = await rowsOf(talk()).page(everything, 0, 100);
  expect(written(page)).toEqual([
    [0, 'hello'],
    [1, 'p'],
    [2, 'one '],
    [3, 'two '],
    [4, 'q'],
    expect.stringContaining('mask'),
    [5, 'three'],
  ]);
  expect(page).toMatchObject({ total: 7, events: 1, frames: 6 });
  expect(page.rows[0]).toMatchObject({ aside: { note: 'first', marked: true } });
  expect(page.rows[2]).toMatchObject({ aside: { fragments: { count: 3, folded: false } } });
  expect(page.startedAtMs).toBe(1_700_000_000_000);
});

test('a folded message is one row that says what the whole message does', async () => {
  const page = await rowsOf(talk()).page({ ...everything, fold: true, mute: [9], events: false }, 0, 100);
  expect(written(page)).toEqual([
    [0, 'hello'],
    [2, 'one two three'],
  ]);
  expect(page.rows[1]).toMatchObject({
    frame: { fin: true, payloadLength: 13, wireLength: 13 + 3 * 2 },
    aside: { fragments: { count: 3, folded: true } },
  });
  expect(page).toMatchObject({ total: 2, events: 0, frames: 6 });
});

test('pages begin anywhere, end at the end, and may be empty to learn the count', async () => {
  const rows = rowsOf(talk());
  expect(written(await rows.page(everything, 5, 1))).toEqual([expect.stringContaining('mask')]);
  expect(written(await rows.page(everything, 6, 100))).toEqual([[5, 'three']]);
  expect(written(await rows.page(everything, 50, 10))).toEqual([]);
  expect(await rows.page({ ...everything, mute: [9] }, 0, 0)).toMatchObject({ rows: [], total: 5 });
});

test('what was cleared away is gone with its events', async () => {
  const rows = rowsOf(talk());
  expect(written(await rows.page({ ...everything, first: 5 }, 0, 100))).toEqual([[5, 'three']]);
  expect(written(await rows.page({ ...everything, first: 4 }, 0, 100))).toHaveLength(3);
});

test('the row of a frame, shown or not', async () => {
  const rows = rowsOf(talk());
  expect(await rows.rowOf(everything, 5)).toBe(6);
  expect(await rows.rowOf({ ...everything, mute: [9], events: false }, 4)).toBe(3);
});

test('rows of any frames', async () => {
  const page = await rowsOf(talk()).rowsAt([1, 5, 99]);
  expect(written(page)).toEqual([
    [1, 'p'],
    [5, 'three'],
  ]);
  expect(page).toMatchObject({ total: 2, events: 0 });
});

test('a message that is not whole is its own first frame', async () => {
  const capture = captureOf((conversation) => conversation.frames('server', text('begun', { fin: false })));
  const page = await rowsOf(capture).page({ ...everything, fold: true }, 0, 10);
  expect(page.rows[0]).toMatchObject({ frame: { fin: false, preview: 'begun' } });
});

test('the rows of given frames, folded as the list is', async () => {
  const rows = rowsOf(talk());
  const aside = async (folding?: { fold: boolean; otherwise: number[] }) => {
    const [row] = (await rows.rowsAt([2], folding)).rows;
    return row?.kind === 'frame' ? [row.frame.preview, row.aside.fragments] : row;
  };
  expect(await aside()).toEqual(['one ', { count: 3, folded: false }]);
  expect(await aside({ fold: true, otherwise: [] })).toEqual(['one two three', { count: 3, folded: true }]);
  expect(await aside({ fold: true, otherwise: [2] })).toEqual(['one ', { count: 3, folded: false }]);
});
