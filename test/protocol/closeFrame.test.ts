import { describe, expect, it } from 'vitest';
import { judgeClosePayload, readClosePayload } from '../../src/protocol/closeFrame.ts';
import { bytesOf, hex } from './recorder.ts';

describe('readClosePayload', () => {
  it.each([
    ['', undefined, ''],
    ['03', undefined, ''],
    ['03 e8', 1000, ''],
    ['03 e8 62 79 65', 1000, 'bye'],
    ['03 e8 ff', 1000, '\ufffd'],
    ['03 e8 ef bb bf', 1000, '\ufeff'],
  ])('reads "%s"', (bytes, code, reason) => {
    expect(readClosePayload(hex(bytes))).toEqual({ code, reason });
    // The payload may lie anywhere in its buffer.
    const inside = bytesOf('xyz', hex(bytes), 'z').subarray(3, -1);
    expect(readClosePayload(inside)).toEqual({ code, reason });
  });
});

describe('judgeClosePayload', () => {
  it.each(['', '03 e8', '0b b8 6f 6b'])('finds nothing in "%s"', (bytes) => {
    expect(judgeClosePayload(hex(bytes), 'server', 0)).toEqual([]);
  });

  it.each([
    ['03', 'close-payload-one-byte', 10, 1],
    ['03 ed', 'close-code-not-for-the-wire', 10, 2],
    ['04 4c', 'close-code-unassigned', 10, 2],
    ['00 01', 'close-code-out-of-range', 10, 2],
    ['e8 03', 'close-code-out-of-range', 10, 2],
    ['03 e8 61 ff', 'close-reason-not-utf8', 13, 1],
  ])('names what is wrong with "%s"', (bytes, rule, offset, length) => {
    expect(judgeClosePayload(hex(bytes), 'client', 10)).toMatchObject([{ rule, offset, length, by: 'client' }]);
  });

  it('sees through swapped bytes', () => {
    expect(judgeClosePayload(hex('e8 03'), 'server', 0)[0]?.sentence).toContain('swapped it is 1000 (normal closure)');
    expect(judgeClosePayload(hex('00 01'), 'server', 0)[0]?.sentence).not.toContain('swapped');
  });

  it('tells a wrong code and a wrong reason', () => {
    expect(judgeClosePayload(hex('03 ee ff'), 'server', 0).map(({ rule }) => rule)).toEqual([
      'close-code-not-for-the-wire',
      'close-reason-not-utf8',
    ]);
  });
});
