import { expect, test } from 'vitest';
import type { LiveCapture } from '../../../src/capture/capture.ts';
import { FilteredFrames } from '../../../src/capture/filter/filteredFrames.ts';
import { parseFilter } from '../../../src/capture/filter/language/parse.ts';
import type { ListFrames } from '../../../src/contract/listView.ts';
import { withinList } from '../../../src/engine/list/withinList.ts';
import { captureOf } from '../../support/conversationCapture.ts';
import type { Conversation } from '../../support/webSocketStreams.ts';

const bytes = (words: string) => new TextEncoder().encode(words);
const text = (words: string, more: object = {}) => ({ opcode: 1, payload: bytes(words), ...more });

/** Frames 0 to 6: a text, a ping, a message in three fragments with a masked ping of the server in between, a text. */
const talk = () =>
  captureOf((conversation) =>
    conversation.frames(
      'server',
      text('one'),
      { opcode: 9, payload: bytes('one') },
      text('one ', { fin: false }),
      { opcode: 0, payload: bytes('two '), fin: false },
      { opcode: 9, payload: bytes('one'), maskingKey: 1 },
      { opcode: 0, payload: bytes('three') },
      text('one more'),
    ),
  );

const messageAt = (capture: LiveCapture, frame: number) => {
  const attempt = capture.attempts.findLast(({ firstFrame }) => firstFrame <= frame)?.number ?? 0;
  return { attempt, number: capture.messageOf(frame)?.number ?? 0 };
};

async function shown(words: string, list: Partial<ListFrames>, capture = talk()): Promise<number[]> {
  const parsed = parseFilter(words);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const whole = { first: 0, fold: false, otherwise: [], mute: [], ...list };
  const scope = withinList(parsed.filter, whole, (frame) => messageAt(capture, frame));
  const frames = new FilteredFrames(capture.reader(), parsed.filter, () => undefined, scope);
  await frames.catchUp();
  return [...frames.page(0, 100)];
}

test('without anything left out, every match', async () => {
  expect(await shown('one', {})).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('what was cleared away does not come back', async () => {
  expect(await shown('one', { first: 2 })).toEqual([2, 3, 4, 5, 6]);
});

test('muted frames stay away, unless the filter asks for what they are', async () => {
  expect(await shown('one', { mute: [9, 10] })).toEqual([0, 2, 3, 5, 6]);
  expect(await shown('opcode:ping', { mute: [9, 10] })).toEqual([1, 4]);
  expect(await shown('one (opcode:control or from:client)', { mute: [9, 10] })).toEqual([1, 4]);
  expect(await shown('not opcode:text', { mute: [9, 10] })).toEqual([1, 3, 4, 5]);
  expect(await shown('violation:any', { mute: [9, 10] })).toEqual([4]);
});

test('a folded message is one match, by whichever of its fragments', async () => {
  expect(await shown('three', {})).toEqual([2, 3, 5]);
  expect(await shown('three', { fold: true })).toEqual([2]);
  expect(await shown('three', { fold: true, otherwise: [2] })).toEqual([2, 3, 5]);
  expect(await shown('one', { fold: false, otherwise: [2] })).toEqual([0, 1, 2, 4, 6]);
});

test('a turned message is that of its attempt: messages are numbered anew in each', async () => {
  const two = (conversation: Conversation): Conversation =>
    conversation.frames('server', text('one ', { fin: false }), { opcode: 0, payload: bytes('two') });
  /** Frames 0 and 1, 2 and 3, 4 and 5 are message 1 of their attempts. */
  const attempts = () => captureOf(two, two, two);
  expect(await shown('', { fold: true, otherwise: [2] }, attempts())).toEqual([0, 2, 3, 4]);
  expect(await shown('', { fold: true, otherwise: [0, 4] }, attempts())).toEqual([0, 1, 2, 4, 5]);
  expect(await shown('', { fold: false, otherwise: [2] }, attempts())).toEqual([0, 1, 2, 4, 5]);
});

test('a folded message of which a fragment breaks a rule is one match', async () => {
  const broken = captureOf((conversation) =>
    conversation.frames('server', text('one ', { fin: false }), { opcode: 0, payload: bytes('two'), rsv3: true }),
  );
  const filter = { kind: 'violation', rules: [] } as const;
  const scope = withinList(filter, { first: 0, fold: true, otherwise: [], mute: [] }, () => undefined);
  const frames = new FilteredFrames(broken.reader(), filter, () => undefined, scope);
  await frames.catchUp();
  expect([...frames.page(0, 10)]).toEqual([0]);
});

test('a folded message matches by what it has whole, and by any of its frames', async () => {
  // Its fragments have 4, 4 and 5 bytes.
  expect(await shown('length:13', { fold: true })).toEqual([2]);
  expect(await shown('length:5', { fold: true })).toEqual([]);
  expect(await shown('length:5', {})).toEqual([5]);
  expect(await shown('fragment:last', { fold: true })).toEqual([2]);
  expect(await shown('opcode:continuation fin:no', { fold: true })).toEqual([2]);
  expect(await shown('n:4', { fold: true })).toEqual([2]);
  expect(await shown('not opcode:text', { fold: true })).toEqual([1, 4]);
  expect(await shown('fragment:last', { fold: true, otherwise: [2] })).toEqual([5]);
  expect(await shown('fragment:last', { fold: false, otherwise: [2] })).toEqual([2]);
});

test('a continuation of nothing is no part of a fold', async () => {
  const lone = captureOf((conversation) => conversation.frames('server', { opcode: 0, payload: bytes('astray') }));
  const filter = { kind: 'violation', rules: [] } as const;
  const scope = withinList(filter, { first: 0, fold: true, otherwise: [], mute: [] }, () => undefined);
  const frames = new FilteredFrames(lone.reader(), filter, () => undefined, scope);
  await frames.catchUp();
  expect([...frames.page(0, 10)]).toEqual([0]);
});
