import { expect, test } from 'vitest';
import type { RowSource } from '../../../webview/frameList/rowSource.ts';
import { type Answers, fakePanel, frameDetail, listRow, snapshot } from '../fakePanel.ts';

const rows = {
  count: 10,
  page: (first: number, count: number) =>
    Promise.resolve(Array.from({ length: Math.min(count, 10 - first) }, (_, i) => listRow(first + i))),
  rowOf: (frame: number) => frame,
} as unknown as RowSource;

function selecting(ranges: readonly (readonly [number, number])[], answers: Answers = {}, count = 10) {
  const panel = fakePanel(
    {
      active: 's1',
      sessions: [snapshot()],
      frames: { s1: count },
      rows: { ...rows, count },
      ...(ranges[0] === undefined
        ? {}
        : { selected: { s1: ranges[0][0] }, selection: { s1: { ranges, anchor: ranges[0][0] } } }),
    },
    answers,
  );
  return {
    ...panel,
    state: () => panel.store.get(),
    called: (name: string) => panel.calls.find(([n]) => n === name)?.[1],
  };
}
const nothing = () => ({});

test('pausing keeps the rows there were, and goes on', () => {
  const { actions, state } = selecting([]);
  actions.togglePause();
  expect(state().paused).toEqual({ s1: 10 });
  expect(state().said).toContain('paused');
  actions.togglePause();
  expect(state().paused).toEqual({});
  actions.togglePause();
  actions.resume();
  expect(state().paused).toEqual({});
});

test('clearing takes rows out of view, and brings them back', () => {
  const { actions, state } = selecting([]);
  actions.togglePause();
  actions.clearView();
  expect([state().cleared, state().paused]).toEqual([{ s1: 10 }, {}]);
  actions.showCleared();
  expect(state().cleared).toEqual({});
});

test('what was selected goes from the view with the rest', () => {
  const { actions, state } = selecting([[1, 2]]);
  expect(state().selected).not.toEqual({});
  actions.clearView();
  expect([state().selected, state().selection]).toEqual([{}, {}]);
});

test('folding one, and all', () => {
  const { actions, state } = selecting([]);
  actions.turnFold(3);
  actions.turnFold(5);
  actions.turnFold(3);
  expect(state().otherwise).toEqual({ s1: [5] });
  actions.foldAll();
  expect([state().otherwise, state().list.fold]).toEqual([{}, true]);
});

test('all that is not cleared away is selected', () => {
  const { actions, state } = selecting([]);
  actions.clearView();
  actions.selectAll();
  expect(state().selection).toEqual({});
  actions.showCleared();
  actions.selectAll();
  expect(state().selection['s1']?.ranges).toEqual([[0, 9]]);
  expect(state().selected).toEqual({ s1: 9 });
});

test('the selected frames are copied and saved', async () => {
  const { actions, called, state } = selecting(
    [
      [1, 2],
      [5, 5],
    ],
    { 'frames.copy': nothing, 'frames.save': () => ({ file: 'x.bin' }) },
  );
  expect(await actions.copy('hex')).toBe(true);
  expect(called('frames.copy')).toEqual({ session: 's1', frames: [1, 2, 5], as: 'hex' });
  expect(state().said).toBe('3 frames copied.');
  await actions.saveBytes();
  expect(called('frames.save')).toEqual({ session: 's1', frames: [1, 2, 5] });
  expect(state().said).toBe('Saved as x.bin.');
});

test('nothing selected, or too much, is said in words', async () => {
  const none = selecting([]);
  expect(await none.actions.copy('text')).toBe(false);
  expect(none.state().refusal).toContain('No frame is selected');
  const all = selecting([[0, 20_000]], {}, 20_001);
  const many = {
    ...rows,
    count: 20_001,
    page: (first: number, count: number) =>
      Promise.resolve(Array.from({ length: Math.min(count, 20_001 - first) }, (_, i) => listRow(first + i))),
  };
  all.store.update({ rows: many });
  expect(await all.actions.copy('text')).toBe(false);
  expect(all.state().refusal).toContain('More than 10,000 frames');
});

const payload = (bytes: Uint8Array, more = {}) => ({
  'session.payload': () => ({ bytes, total: bytes.length, ...more }),
});
const utf8 = new TextEncoder().encode('héllo');

test('a text is sent again as text, what is no UTF-8 and binary as bytes', async () => {
  const sent = async (bytes: Uint8Array, opcode: number) => {
    const answers = { 'session.frame': () => frameDetail({ opcode, message: undefined }), 'session.send': nothing };
    const { actions, called, state } = selecting([[4, 4]], { ...answers, ...payload(bytes) });
    await actions.sendAgain();
    expect(state().said).toBe('Sent again.');
    return (called('session.send') as { send: unknown }).send;
  };
  expect(await sent(utf8, 1)).toEqual({ kind: 'text', text: 'héllo' });
  expect(await sent(Uint8Array.of(255), 1)).toEqual({ kind: 'binary', bytes: Uint8Array.of(255) });
  expect(await sent(utf8, 2)).toEqual({ kind: 'binary', bytes: utf8 });
});

test('a message is edited in the composer', async () => {
  const text = selecting([[4, 4]], { 'session.frame': () => frameDetail(), ...payload(utf8) });
  await text.actions.editAndSend();
  expect(text.called('session.payload')).toMatchObject({ frame: 4, of: 'message' });
  expect([text.state().composing, text.state().composingAs, text.state().toEdit]).toEqual(['héllo', 'text', 1]);
  const binary = selecting([[4, 4]], {
    'session.frame': () => frameDetail({ opcode: 2, message: undefined }),
    ...payload(Uint8Array.of(0, 16)),
  });
  await binary.actions.editAndSend();
  expect([binary.state().composing, binary.state().composingAs]).toEqual(['00 10', 'hex']);
});

test.each([
  ['a ping', { opcode: 9, message: undefined }, {}, 'Only text and binary'],
  ['what could not be had', {}, { problem: 'Not recorded.' }, 'Not recorded.'],
  ['what is too long', {}, { total: 2_000_000 }, 'longer than 1 MiB'],
])('%s is not sent again, and it is said why', async (_, detail, more, why) => {
  const { actions, state } = selecting([[4, 4]], {
    'session.frame': () => frameDetail(detail),
    ...payload(utf8, more),
  });
  await actions.sendAgain();
  expect(state().refusal).toContain(why);
});

test('marks go on, and off when all have one', async () => {
  const marked = (frames: readonly number[]) => ({
    'session.annotations': () => frames.map((frame) => ({ frame, marked: true })),
    'session.annotate': nothing,
  });
  const some = selecting([[1, 2]], marked([1]));
  await some.actions.toggleMark();
  expect(some.called('session.annotate')).toEqual({ session: 's1', frames: [1, 2], marked: true });
  const all = selecting([[1, 2]], marked([1, 2, 3]));
  await all.actions.toggleMark();
  expect(all.called('session.annotate')).toMatchObject({ marked: false });
});

test('a note is asked for with what it was before, and kept unless the user thinks better of it', async () => {
  const asked = (text: string | undefined) =>
    selecting([[1, 2]], {
      'session.annotations': () => [{ frame: 1, note: 'old' }],
      'session.annotate': nothing,
      'note.ask': () => ({ text }),
    });
  const written = asked('new');
  await written.actions.editNote();
  expect(written.called('note.ask')).toEqual({ frame: 1, before: 'old' });
  expect(written.called('session.annotate')).toEqual({ session: 's1', frames: [1], note: 'new' });
  const cancelled = asked(undefined);
  await cancelled.actions.editNote();
  expect(cancelled.called('session.annotate')).toBeUndefined();
});
