import { describe, expect, it } from 'vitest';
import { judgeInflation, looksCompressed } from '../../src/protocol/deflateJudgement.ts';
import type { InflateFault } from '../../src/protocol/permessageDeflate.ts';
import { bytesOf, hex } from './recorder.ts';

const MESSAGE = { number: 3, payloadOffset: 50, wireLength: 9 };
const judge = (kind: InflateFault['kind'], payload: Uint8Array = hex('00 ff 00')) =>
  judgeInflation({ kind, detail: 'is odd' }, payload, 'server', MESSAGE);

describe('judgeInflation', () => {
  it.each([
    ['garbage', 'deflate-garbage', true],
    ['truncated', 'deflate-truncated', true],
    ['empty', 'deflate-empty', true],
    ['window', 'deflate-window', false],
    ['cap', 'deflate-cap', false],
    ['trailing', 'deflate-trailing', false],
    ['context', 'deflate-context', false],
  ] as const)('names %s', (kind, rule, later) => {
    const found = judge(kind);
    expect(found).toMatchObject({ rule, by: 'server', offset: 50, length: 9 });
    expect(found?.sentence).toMatch(/^The compressed payload of message 3 is odd\./);
    expect(found?.sentence.includes('not to blame')).toBe(later);
  });

  it('does not blame a victim', () => {
    expect(judge('victim')).toBeUndefined();
  });

  it('sees text that was never compressed', () => {
    expect(judge('garbage', bytesOf('{"a":1}\n'))).toMatchObject({ rule: 'deflate-not-compressed' });
    expect(judge('truncated', bytesOf('long '.repeat(30)))?.sentence).toContain('…');
    expect(judge('cap', bytesOf('{"a":1}'))?.rule).toBe('deflate-cap');
    expect(judge('empty', new Uint8Array(0))?.rule).toBe('deflate-empty');
    expect(judge('garbage', bytesOf('a\u0001'))?.rule).toBe('deflate-garbage');
    expect(judge('garbage', bytesOf('a\u007f'))?.rule).toBe('deflate-garbage');
  });
});

describe('looksCompressed', () => {
  it('inflates what is compressed', () => {
    expect(looksCompressed(hex('f2 48 cd c9 c9 07 00'))).toContain('the text Hello');
    expect(looksCompressed(hex('62 60 62 04 00'))).toContain('3 bytes');
  });

  it.each([
    ['nothing', ''],
    ['text', '68 65 6c 6c 6f'],
    ['bytes that do not inflate', 'ff fe fd'],
  ])('is not misled by %s', (_what, bytes) => {
    expect(looksCompressed(hex(bytes))).toBeUndefined();
  });
});
