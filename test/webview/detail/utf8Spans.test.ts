import { describe, expect, test } from 'vitest';
import { parseHex } from '../../../src/base/hex.ts';
import { characterStart, readUtf8, sequenceLength } from '../../../webview/detail/utf8Spans.ts';

const bytes = (hex: string): Uint8Array => {
  const parsed = parseHex(hex);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.bytes;
};
const spans = (hex: string, last = true): unknown[] =>
  readUtf8(bytes(hex), last).spans.map((span) => (span.kind === 'text' ? span.text : [...span.bytes]));

describe('a sequence', () => {
  test.each([
    ['41', 1],
    ['c3 a9', 2],
    ['e2 98 83', 3],
    ['f0 9f 98 80', 4],
    ['80', 0],
    ['c0 80', 0],
    ['e0 80 80', 0],
    ['ed a0 80', 0],
    ['f0 80 80 80', 0],
    ['f4 90 80 80', 0],
    ['f5', 0],
    ['c3 41', 0],
    ['e2 98', -1],
    ['f0', -1],
  ])('%s has %i bytes', (hex, length) => {
    expect(sequenceLength(bytes(hex), 0)).toBe(length);
  });
});

test('text stays text and the rest stays bytes', () => {
  expect(spans('61 ff 62')).toEqual(['a', [0xff], 'b']);
  expect(spans('c3 a9 c0 80 e2 98 83')).toEqual(['é', [0xc0, 0x80], '☃']);
  expect(spans('ef bb bf 61')).toEqual(['\ufeffa']);
  expect(spans('')).toEqual([]);
});

test('an end inside a character waits for more, unless nothing follows', () => {
  expect(readUtf8(bytes('61 e2 98'), false)).toMatchObject({ read: 1 });
  expect(spans('61 e2 98')).toEqual(['a', [0xe2, 0x98]]);
  expect(spans('61 e2 98', false)).toEqual(['a']);
  // The second byte is wrong already: no more is needed to know.
  expect(spans('61 e2 28', false)).toEqual(['a', [0xe2], '(']);
});

test('no byte is lost, wherever the bytes are cut', () => {
  const all = bytes('68 c3 a9 ff e2 98 83 c3 28 f0 9f 98 80 e2 98');
  for (let cut = 0; cut <= all.length; cut++) {
    const head = readUtf8(all.subarray(0, cut), false);
    const tail = readUtf8(all.subarray(head.read), true);
    const text = [...head.spans, ...tail.spans].map((span) =>
      span.kind === 'text' ? span.text : '\ufffd'.repeat(span.bytes.length),
    );
    expect(text.join('')).toBe('hé\ufffd☃\ufffd(😀\ufffd\ufffd');
    expect(head.read + tail.read).toBe(all.length);
  }
});

test('where a character begins', () => {
  const bytes = Uint8Array.of(0x41, 0xe2, 0x98, 0x83, 0xff, 0x98);
  expect([0, 1, 2, 3, 4, 5, 6].map((at) => characterStart(bytes, at))).toEqual([0, 1, 4, 4, 4, 5, 6]);
});
