import { expect, test } from 'vitest';
import { FIRST_PIECE, createPayload } from '../../../webview/detail/payload.ts';
import { fakePanel } from '../fakePanel.ts';

function source(whole: Uint8Array, problem?: string) {
  const panel = fakePanel(
    {},
    {
      'session.payload': ({ offset, length }) => ({
        bytes: whole.slice(offset as number, (offset as number) + (length as number)),
        total: whole.length,
        ...(problem === undefined ? {} : { problem }),
      }),
    },
  );
  const payload = createPayload(panel.call, { session: 's', frame: 3, of: 'message' }, new AbortController().signal);
  return { payload, calls: panel.calls };
}

test('a small payload takes one call', async () => {
  const { payload, calls } = source(Uint8Array.of(1, 2, 3));
  await payload.load(1);
  expect(calls).toEqual([
    ['session.payload', { session: 's', frame: 3, of: 'message', offset: 0, length: FIRST_PIECE }],
  ]);
  expect([...payload.bytes()]).toEqual([1, 2, 3]);
  expect(payload.complete()).toBe(true);
});

test('an empty payload is complete', async () => {
  const { payload, calls } = source(new Uint8Array());
  await payload.load(1);
  await payload.load(1);
  expect(payload.complete()).toBe(true);
  expect(calls).toHaveLength(1);
});

test('a large one comes in pieces, as far as wanted, and each piece once', async () => {
  const whole = Uint8Array.from({ length: FIRST_PIECE * 3 }, (_, i) => i % 251);
  const { payload, calls } = source(whole);
  await payload.load(10);
  expect(payload.bytes()).toHaveLength(FIRST_PIECE);
  expect(payload.complete()).toBe(false);
  await Promise.all([payload.load(FIRST_PIECE + 1), payload.load(FIRST_PIECE + 1), payload.load(whole.length)]);
  expect(Buffer.compare(payload.bytes(), whole)).toBe(0);
  expect(calls).toHaveLength(2);
});

test('a problem is told, and an empty piece is not asked for for ever', async () => {
  const panel = fakePanel(
    {},
    { 'session.payload': () => ({ bytes: new Uint8Array(), total: 9, problem: 'It does not inflate.' }) },
  );
  const payload = createPayload(panel.call, { session: 's', frame: 0, of: 'message' }, new AbortController().signal);
  await payload.load(9);
  expect(payload.problem()).toBe('It does not inflate.');
  expect(payload.complete()).toBe(true);
});

test('after a failure loading can be tried again', async () => {
  let fail = true;
  const panel = fakePanel(
    {},
    {
      'session.payload': () => {
        if (fail) throw new Error('gone');
        return { bytes: Uint8Array.of(7), total: 1 };
      },
    },
  );
  const payload = createPayload(panel.call, { session: 's', frame: 0, of: 'frame' }, new AbortController().signal);
  await expect(payload.load(1)).rejects.toThrow('gone');
  fail = false;
  await payload.load(1);
  expect([...payload.bytes()]).toEqual([7]);
});

test('any part comes without what is before it, and from what is here when it is', async () => {
  const whole = Uint8Array.from({ length: FIRST_PIECE * 3 }, (_, i) => i % 251);
  const { payload, calls } = source(whole);
  const tail = await payload.read(whole.length - 4, 100);
  expect([...tail]).toEqual([...whole.subarray(-4)]);
  expect(payload.bytes()).toHaveLength(0);
  await payload.load(1);
  expect(Buffer.compare(await payload.read(10, 20), whole.subarray(10, 30))).toBe(0);
  expect(calls).toHaveLength(2);
});
